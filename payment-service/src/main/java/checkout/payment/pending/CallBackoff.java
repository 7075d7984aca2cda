package checkout.payment.pending;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Computes the wait before the next call to the card provider. It is random between nothing and a bound that doubles each
 * time and is capped: calls that failed together are spread over the whole time.
 */
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
        return Duration.ofMillis(random.nextLong(capped + 1));
    }
}
