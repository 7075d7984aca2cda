package checkout.order.webhook.sending;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pauses between the attempts of a delivery: each twice the one before, up to a limit, shortened at random by up to half. */
final class RetrySchedule {
    private static final int MAX_DOUBLINGS = 30;

    private final long backoffMillis;
    private final long maxMillis;
    private final RandomGenerator random;

    RetrySchedule(Duration backoff, Duration max, RandomGenerator random) {
        this.backoffMillis = backoff.toMillis();
        this.maxMillis = max.toMillis();
        this.random = random;
    }

    /** @param failures how many attempts have failed, at least one */
    Duration pauseAfter(int failures) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        long pause = backoffMillis > maxMillis >> doublings ? maxMillis : backoffMillis << doublings;
        return Duration.ofMillis(pause - (long) (random.nextDouble() * pause / 2));
    }
}
