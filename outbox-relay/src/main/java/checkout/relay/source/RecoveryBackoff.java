package checkout.relay.source;

import checkout.relay.settings.RelaySettings;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** How long a source waits before it tries again: twice as long after every failure, up to a limit, and a little different each time. */
final class RecoveryBackoff {

    private static final int MAX_DOUBLINGS = 20;

    private final RelaySettings.Recovery recovery;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private int failures;
    private boolean works;
    private long worksSinceNanos;

    /** @param nanoTime a clock that nobody sets */
    RecoveryBackoff(RelaySettings.Recovery recovery, RandomGenerator random, LongSupplier nanoTime) {
        this.recovery = recovery;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /** Counts a failure and returns the wait before the next attempt: half of the full delay or more, so that sources do not all come back at once. */
    Duration next() {
        works = false;
        long doubled = recovery.minDelay().toMillis() << Math.min(failures, MAX_DOUBLINGS);
        failures++;
        long full = Math.min(doubled, recovery.maxDelay().toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full - full / 2 + 1));
    }

    /** How often the source has failed since it last worked. */
    int failures() {
        return failures;
    }

    /** The source works at this moment. Its failures are forgotten when it has worked for longer than the longest wait. */
    void works() {
        long now = nanoTime.getAsLong();
        if (!works) {
            works = true;
            worksSinceNanos = now;
        } else if (now - worksSinceNanos > recovery.maxDelay().toNanos()) {
            failures = 0;
        }
    }
}
