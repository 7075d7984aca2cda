package checkout.payment.card;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next call: doubling, capped, and scattered so that not all come back at once. */
record CallBackoff(Duration first, Duration last, RandomGenerator random) {
    private static final int MOST_DOUBLINGS = 20;

    /** @param attempt calls made so far, at least 1 */
    Duration after(int attempt) {
        long longest = first.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
        long capped = Math.min(longest, last.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }
}
