package checkout.saga.engine.definition;

import java.time.Duration;

/** How long to wait for a reply, how often to send a command, and how long to back off in between. */
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
            throw new IllegalArgumentException("the longest backoff must not be shorter than the first: " + maxBackoff
                    + " is shorter than " + firstBackoff);
        }
    }

    /** The upper bound of the random wait after a failed attempt, which is counted from the operator's last retry. */
    public Duration backoffAfter(int attemptOfRun) {
        Duration bound = firstBackoff;
        for (int i = 1; i < attemptOfRun && bound.compareTo(maxBackoff) < 0; i++) {
            bound = bound.multipliedBy(2);
        }
        return bound.compareTo(maxBackoff) < 0 ? bound : maxBackoff;
    }

    static void mustBePositive(String what, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(what + " must be longer than zero, but is " + duration);
        }
    }
}
