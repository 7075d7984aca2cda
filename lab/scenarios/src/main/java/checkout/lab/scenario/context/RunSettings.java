package checkout.lab.scenario.context;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run was started with.
 *
 * @param occasion what random choices are made for, in front of their purpose; empty for the run as a whole
 */
public record RunSettings(long seed, Duration duration, int times, Instant began, String occasion) {

    public RunSettings(long seed, Duration duration, int times) {
        this(seed, duration, times, Instant.now(), "");
    }

    RunSettings onOccasion(String other) {
        return new RunSettings(seed, duration, times, began, occasion + other + ": ");
    }
}
