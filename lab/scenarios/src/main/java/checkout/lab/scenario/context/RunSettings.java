package checkout.lab.scenario.context;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run was started with.
 *
 * @param occasion what random choices are made for, in front of their purpose; empty for the run as a whole
 * @param patience how long an expectation waits at most for what should come; each has a time of its own, too
 */
public record RunSettings(long seed, Duration duration, int times, Instant began, String occasion, Duration patience) {

    private static final Duration LONGEST = Duration.ofHours(1);

    public RunSettings(long seed, Duration duration, int times) {
        this(seed, duration, times, Instant.now(), "", LONGEST);
    }

    public RunSettings withPatience(Duration other) {
        return new RunSettings(seed, duration, times, began, occasion, other);
    }

    RunSettings onOccasion(String other) {
        return new RunSettings(seed, duration, times, began, occasion + other + ": ", patience);
    }
}
