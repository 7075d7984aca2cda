package checkout.payment.metrics;

import checkout.messaging.metrics.GaugeSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The calls that payments and refunds owe the card provider. Each statement reads one partial index of these. */
@Component
class OwedCallGauges implements GaugeSource {
    private static final Gauge OWED =
            new Gauge("checkout.card.calls.owed", null, "Calls to the card provider that are owed");
    private static final Gauge OVERDUE = new Gauge(
            "checkout.card.calls.overdue",
            "seconds",
            "For how long the earliest owed call has been due; 0 if none is due");

    private final JdbcTemplate jdbc;

    OwedCallGauges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "owed-calls";
    }

    @Override
    public List<Reading> read() {
        List<Reading> readings = new ArrayList<>();
        jdbc.query("""
                select 'payments', 'first', count(*), extract(epoch from now() - min(next_call_at))
                from payment where next_call_at is not null and attempt = 0
                union all
                select 'payments', 'repeated', count(*), extract(epoch from now() - min(next_call_at))
                from payment where next_call_at is not null and attempt > 0
                union all
                select 'refunds', 'first', count(*), extract(epoch from now() - min(next_call_at))
                from refund where next_call_at is not null and attempt = 0
                union all
                select 'refunds', 'repeated', count(*), extract(epoch from now() - min(next_call_at))
                from refund where next_call_at is not null and attempt > 0
                """, row -> {
            String[] tags = {"calls", row.getString(1), "lane", row.getString(2)};
            readings.add(OWED.is(row.getDouble(3), tags));
            readings.add(OVERDUE.is(Math.max(0, row.getDouble(4)), tags));
        });
        return readings;
    }
}
