package checkout.lab.scenario.growth;

import checkout.lab.scenario.expectation.ExpectationResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * A size that must level off: its maximum in the last third of a run is at most slightly above that of the middle third.
 *
 * @param negligible up to this size any growth is accepted, because a single page or segment is a large part of it
 */
record GrowthBound(String what, long negligible, ToLongFunction<SizeSample> size) {

    private static final double MAX_GROWTH = 1.15;
    private static final int MIN_SAMPLES = 9;

    ExpectationResult check(List<SizeSample> samples) {
        String expectation = what + " level off";
        if (samples.size() < MIN_SAMPLES) {
            return new ExpectationResult(
                    expectation,
                    List.of("%d samples are not enough; give the run more --seconds".formatted(samples.size())));
        }
        int third = samples.size() / 3;
        long middle = max(samples.subList(third, 2 * third));
        long last = max(samples.subList(2 * third, samples.size()));
        boolean grows = last > negligible && last > middle * MAX_GROWTH;
        return new ExpectationResult(
                expectation,
                grows
                        ? List.of("from at most %,d in the middle third to %,d in the last".formatted(middle, last))
                        : List.of(),
                new TreeMap<>(Map.of("most in the middle third", middle, "most in the last third", last)));
    }

    private long max(List<SizeSample> samples) {
        return samples.stream().mapToLong(size).max().orElseThrow();
    }
}
