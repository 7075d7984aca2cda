package checkout.lab.scenario.growth;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Something that has to level off: in the last third of a run it is never much more than it was in the middle third.
 *
 * @param little up to this much it may be whatever it likes: below, a page or a segment more is a large part of it
 */
record GrowthBound(String what, long little, ToLongFunction<SizeSample> size) {

    private static final double MUCH_MORE = 1.15;
    private static final int FEWEST_SAMPLES = 9;

    ExpectationResult judge(List<SizeSample> samples) {
        if (samples.size() < FEWEST_SAMPLES) {
            return new ExpectationResult(
                    what + " level off",
                    List.of("%d samples tell nothing; give the run more --seconds".formatted(samples.size())),
                    Map.of());
        }
        int third = samples.size() / 3;
        long middle = most(samples.subList(third, 2 * third));
        long last = most(samples.subList(2 * third, samples.size()));
        Map<String, Object> figures = new TreeMap<>();
        figures.put("most in the middle third", middle);
        figures.put("most in the last third", last);
        boolean grows = last > little && last > middle * MUCH_MORE;
        return new ExpectationResult(
                what + " level off",
                grows
                        ? List.of("from %,d at most in the middle third to %,d in the last".formatted(middle, last))
                        : List.of(),
                figures);
    }

    private long most(List<SizeSample> samples) {
        return samples.stream().mapToLong(size).max().orElseThrow();
    }
}
