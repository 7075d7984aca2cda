package checkout.lab.stack.supervise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a part that ended may be started again: at once, and later and later while it keeps ending. */
final class RestartDelay {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

    private Duration delay = Duration.ZERO;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;

    /** The part runs. */
    void running(Instant now) {
        endedAt = null;
        Instant started = startedAt;
        if (started != null && Duration.between(started, now).compareTo(STABLE_AFTER) > 0) {
            delay = Duration.ZERO;
        }
    }

    /** The part does not run; returns whether it is time to start it. */
    boolean isDue(Instant now) {
        Instant ended = endedAt;
        if (ended == null) {
            endedAt = now;
            return delay.isZero();
        }
        return !now.isBefore(ended.plus(delay));
    }

    /** The part is being started. */
    void started(Instant now) {
        startedAt = now;
        endedAt = now;
        Duration doubled = delay.isZero() ? FIRST : delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
