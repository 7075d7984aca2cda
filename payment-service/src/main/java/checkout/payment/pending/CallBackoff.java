package checkout.payment.pending;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Computes the wait before the next call to the card provider: doubled each time, capped, with jitter. */
public record CallBackoff(Duration first, Duration max, RandomGenerator random) {
    private static final int MAX_DOUBLINGS = 20;

    /**
     * The wait before the next call.
     *
     * @param attempt number of calls made so far, at least 1
     */
    public Duration after(int attempt) {
        long doubled = first.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS);
        long capped = Math.min(doubled, max.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }
}
