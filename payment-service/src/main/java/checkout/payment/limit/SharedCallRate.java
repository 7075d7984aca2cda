package checkout.payment.limit;

import checkout.payment.provider.CardSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A token bucket that all instances share, by the database's clock. It refills at the rate of the settings and holds what
 * refills in a twentieth of a second, so that requests are spread over the second and not made in bursts. Without a limit
 * it costs no statement.
 */
@Component
public class SharedCallRate {
    private static final long BURST_MILLIS = 50;
    private static final int SECOND_MILLIS = 1000;

    /**
     * Up to when the rate is spent. A bucket that has not been used for long is full, and no more. It is full too if the time
     * is further ahead than a second, which is what calls can spend in advance, and one more: then the database's clock was
     * ahead, and has been corrected since. Waiting for that time would stop all calls.
     */
    private static final String SPENT_UNTIL = """
            greatest(case when spent_until < clock_timestamp() + interval '2 seconds' then spent_until end,
                     clock_timestamp() - ? * interval '1 millisecond')""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final int callsPerSecond;
    private final double capacityMillis;
    private final Counter waits;

    SharedCallRate(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, CardSettings settings, MeterRegistry meters) {
        this.waits = Counter.builder("checkout.card.rate.waits")
                .description("How often due calls were left for later, because the shared rate was used up")
                .register(meters);
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.callsPerSecond = settings.callsPerSecond();
        // room for one request at least, and a little more, because the time is rounded down to whole requests
        double oneRequest = 1.1 * SECOND_MILLIS / Math.max(1, callsPerSecond);
        this.capacityMillis = Math.max(BURST_MILLIS, oneRequest);
    }

    public boolean isLimited() {
        return callsPerSecond > 0;
    }

    /** How long the bucket takes to refill for one request. */
    public Duration interval() {
        return Duration.ofMillis(Math.max(1, SECOND_MILLIS / Math.max(1, callsPerSecond)));
    }

    /**
     * Calls that were taken.
     *
     * @param mayBeMore whether more may be due, for which the rate did not suffice
     */
    public record Taken<C>(List<C> calls, boolean mayBeMore) {}

    /**
     * Takes calls, as many as the rate allows, and spends what they may need. The last one may spend what refills next, so
     * that a call of several requests has its turn too.
     *
     * @param requests how many requests a call makes at most
     * @param take takes up to so many calls, in the transaction in which it is called
     */
    public <C> Taken<C> take(int wanted, int requests, IntFunction<List<C>> take) {
        if (!isLimited()) {
            return new Taken<>(take.apply(wanted), false);
        }
        Taken<C> taken = transaction.execute(status -> {
            int available = lockAvailable();
            int allowed = available == 0 ? 0 : Math.min(wanted, Math.max(1, available / requests));
            List<C> calls = allowed == 0 ? List.<C>of() : take.apply(allowed);
            spend(calls.size() * requests);
            return new Taken<>(calls, calls.size() == allowed);
        });
        Taken<C> known = Objects.requireNonNull(taken, "the transaction returns what was taken");
        if (known.calls().size() < wanted && known.mayBeMore()) {
            waits.increment();
        }
        return known;
    }

    /** Nothing is available while another instance has the bucket locked, which must not hold this one up. */
    private int lockAvailable() {
        List<Integer> available =
                jdbc.queryForList("""
                select floor(extract(epoch from clock_timestamp() - %s) * ?)::int
                from provider_call_rate for update skip locked
                """.formatted(SPENT_UNTIL), Integer.class, capacityMillis, callsPerSecond);
        return available.isEmpty() ? 0 : Math.max(0, available.getFirst());
    }

    private void spend(int requests) {
        if (requests > 0) {
            jdbc.update("""
                    update provider_call_rate
                    set spent_until = %s + ? * interval '1 second' / ?
                    """.formatted(SPENT_UNTIL), capacityMillis, requests, callsPerSecond);
        }
    }
}
