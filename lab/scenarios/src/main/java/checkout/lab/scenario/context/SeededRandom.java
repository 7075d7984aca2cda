package checkout.lab.scenario.context;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random choices that a seed repeats. Each purpose has a generator of its own, so that the timing of one does not affect another. */
public final class SeededRandom {

    private final SplittableRandom random;

    private SeededRandom(SplittableRandom random) {
        this.random = random;
    }

    /** The choices for this purpose in every run with this seed. */
    public static SeededRandom of(long seed, String purpose) {
        return new SeededRandom(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode()));
    }

    /** Returns a duration between these, both inclusive, in whole milliseconds. */
    public Duration between(Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> List<T> shuffled(List<T> choices) {
        List<T> shuffled = new ArrayList<>(choices);
        for (int left = shuffled.size(); left > 1; left--) {
            Collections.swap(shuffled, left - 1, random.nextInt(left));
        }
        return shuffled;
    }

    /** Returns a number from zero to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    public boolean withProbability(int percent) {
        return random.nextInt(100) < percent;
    }
}
