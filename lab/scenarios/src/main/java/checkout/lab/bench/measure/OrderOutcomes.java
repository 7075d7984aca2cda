package checkout.lab.bench.measure;

import checkout.lab.bench.load.LoadRunId;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * The outcomes of one run's checkouts. A checkout has finished when its saga has ended, which is after the order is confirmed
 * and the payment captured and the stock committed; the customer is told at the confirmation.
 */
public final class OrderOutcomes {

    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    /** Selects the run's orders: an id starts with its timestamp, so that the primary key narrows the search. */
    static final String OF_THE_RUN = """
            id >= (lpad(to_hex(? / 1000), 12, '0') || '70008000000000000000')::uuid and starts_with(customer_id, ?)
            """;

    private final Histogram confirmMicros = new Histogram(MAX_MICROS, SIGNIFICANT_DIGITS);
    private final Map<String, Long> rejected = new TreeMap<>();
    private long confirmed;
    private long pending;
    private long finishedInWindow;
    private long lastFinished;

    private OrderOutcomes() {}

    /**
     * Reads the orders of a run. All times are in microseconds.
     *
     * @param begin when the run began
     * @param from when the measured window began
     * @param to when it ended
     */
    public static OrderOutcomes read(Connection auditor, LoadRunId run, long begin, long from, long to)
            throws SQLException {
        OrderOutcomes outcomes = new OrderOutcomes();
        SqlQuery.forEach(
                auditor,
                """
                select case when s.phase in ('COMPLETED', 'COMPENSATED') then o.status else 'PENDING' end,
                       o.reason, o.customer_id,
                       (extract(epoch from o.finished_at) * 1000000)::bigint,
                       (extract(epoch from greatest(o.finished_at, s.moved_at)) * 1000000)::bigint
                from (select * from orders.orders where %s) o
                left join sagas.saga s on s.id = o.id
                """.formatted(OF_THE_RUN),
                row -> outcomes.add(
                        row.getString(1),
                        row.getString(2),
                        new Times(run.arrivalOf(row.getString(3)), row.getLong(4), row.getLong(5)),
                        from,
                        to),
                begin,
                run.prefix());
        return outcomes;
    }

    /** Returns how many of the run's checkouts have not finished. */
    public static long pending(Connection auditor, LoadRunId run, long begin) throws SQLException {
        return SqlQuery.number(
                auditor, """
                select (select count(*) from orders.orders where status = 'PENDING' and %s)
                     + (select count(*) from sagas.saga s
                        join (select id from orders.orders where status <> 'PENDING' and %s) o on o.id = s.id
                        where s.phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED'))
                """.formatted(OF_THE_RUN, OF_THE_RUN), begin, run.prefix(), begin, run.prefix());
    }

    /** When a customer arrived, was told the outcome, and when the saga had ended. */
    private record Times(long arrived, long told, long finished) {}

    private void add(String status, String reason, Times times, long from, long to) {
        if (status.equals("PENDING")) {
            pending++;
            return;
        }
        if (status.equals("CONFIRMED")) {
            confirmed++;
            if (times.arrived() >= from && times.arrived() < to) {
                confirmMicros.recordValue(Math.min(MAX_MICROS, Math.max(0, times.told() - times.arrived())));
            }
        } else {
            rejected.merge(reason, 1L, Long::sum);
        }
        if (times.finished() >= from && times.finished() < to) {
            finishedInWindow++;
        }
        lastFinished = Math.max(lastFinished, times.finished());
    }

    /** The time from arrival to confirmation, of the customers who arrived in the window. */
    public Histogram confirmMicros() {
        return confirmMicros;
    }

    public long confirmed() {
        return confirmed;
    }

    /** The number of rejected orders by reason. */
    public Map<String, Long> rejected() {
        return rejected;
    }

    public long pending() {
        return pending;
    }

    /** The checkouts that finished in the window, whenever they were submitted. */
    public long finishedInWindow() {
        return finishedInWindow;
    }

    /** When the last checkout finished, in microseconds. */
    public long lastFinished() {
        return lastFinished;
    }
}
