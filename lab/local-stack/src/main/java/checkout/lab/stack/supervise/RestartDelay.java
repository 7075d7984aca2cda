package checkout.lab.stack.supervise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a part that ended may be started again: at once, and later and later while it keeps ending. Times are those of {@link System#nanoTime}. */
final class RestartDelay {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration STABLE_AFTER = Duration.ofMinutes(1);

    private Duration delay = Duration.ZERO;
    private @Nullable Long startedNanos;
    private @Nullable Long endedNanos;

    /** The part runs. */
    void running(long nowNanos) {
        endedNanos = null;
        Long started = startedNanos;
        if (started != null && nowNanos - started > STABLE_AFTER.toNanos()) {
            delay = Duration.ZERO;
        }
    }

    /** The part does not run; returns whether it is time to start it. */
    boolean isDue(long nowNanos) {
        Long ended = endedNanos;
        if (ended == null) {
            endedNanos = nowNanos;
            return delay.isZero();
        }
        return nowNanos - ended >= delay.toNanos();
    }

    /** Whether the part has not been started again since it ran for a while. */
    boolean isFirst() {
        return delay.isZero();
    }

    /** The part is being started. */
    void started(long nowNanos) {
        startedNanos = nowNanos;
        endedNanos = nowNanos;
        Duration doubled = delay.isZero() ? FIRST : delay.multipliedBy(2);
        delay = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
}
