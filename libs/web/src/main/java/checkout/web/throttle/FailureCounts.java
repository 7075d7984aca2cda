package checkout.web.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Counts failures by a key within a time that begins with the first one. It keeps a limited number of keys. */
final class FailureCounts {
    private static final int MOST_KEYS = 10_000;

    private final int most;
    private final Duration within;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** @param most how many failures are allowed */
    FailureCounts(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    private record Count(int failures, Instant since) {}

    /** How long the key has to wait; empty if it may try. */
    Optional<Duration> wait(String key, Instant now) {
        Count count = current(key, now);
        return count.failures() < most
                ? Optional.empty()
                : Optional.of(Duration.between(now, count.since().plus(within)));
    }

    void add(String key, Instant now) {
        Count count = current(key, now);
        counts.put(key, new Count(count.failures() + 1, count.since()));
    }

    /** Takes a failure back that was added in advance. */
    void takeBack(String key, Instant now) {
        Count count = current(key, now);
        if (count.failures() > 0) {
            counts.put(key, new Count(count.failures() - 1, count.since()));
        }
    }

    private Count current(String key, Instant now) {
        Count count = counts.get(key);
        return count == null || !now.isBefore(count.since().plus(within)) ? new Count(0, now) : count;
    }
}
