package checkout.saga.engine.definition;

import java.time.Duration;

/** How long a reply is waited for, how often a command is sent, and how far apart. */
public record RetryPolicy(Duration timeout, int attempts, Duration firstBackoff, Duration maxBackoff) {

    static final RetryPolicy DEFAULT =
            new RetryPolicy(Duration.ofSeconds(10), 3, Duration.ofMillis(500), Duration.ofSeconds(30));

    public RetryPolicy {
        mustBePositive("timeout", timeout);
        mustBePositive("first backoff", firstBackoff);
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
        }
        if (maxBackoff.compareTo(firstBackoff) < 0) {
            throw new IllegalArgumentException("the longest backoff must not be shorter than the first, but "
                    + maxBackoff + " is shorter than " + firstBackoff);
        }
    }

    /** The upper bound of the wait after the given failed attempt of a run; the wait itself is drawn below it. */
    public Duration backoffAfter(int attemptOfRun) {
        Duration bound = firstBackoff;
        for (int i = 1; i < attemptOfRun && bound.compareTo(maxBackoff) < 0; i++) {
            bound = bound.multipliedBy(2);
        }
        return bound.compareTo(maxBackoff) < 0 ? bound : maxBackoff;
    }

    static void mustBePositive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(what + " must be longer than nothing, but is " + duration);
        }
    }
}
