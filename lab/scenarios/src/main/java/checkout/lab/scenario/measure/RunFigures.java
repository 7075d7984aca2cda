package checkout.lab.scenario.measure;

import org.jspecify.annotations.Nullable;

/**
 * What a run comes to, in figures.
 *
 * @param stuck sagas that needed an operator or were parked at some time
 * @param freed those of them that have ended
 * @param dedupHits records that a consumer recognized as duplicates
 * @param secondsToRecover from the end of the last fault until as many checkouts ended as before the first; null if the load
 *     ended before, or if there were too few to tell
 */
public record RunFigures(
        long checkouts,
        long confirmed,
        long rejected,
        long stuck,
        long freed,
        long dedupHits,
        @Nullable Double secondsToRecover) {}
