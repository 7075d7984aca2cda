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
        return new SeededRandom(new SplittableRandom(mixed(mixed(seed) + purpose.hashCode())));
    }

    /** Without it, the choices of a seed would be those of the next, shifted by one: the generator adds a constant, too. */
    private static long mixed(long bits) {
        long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
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
