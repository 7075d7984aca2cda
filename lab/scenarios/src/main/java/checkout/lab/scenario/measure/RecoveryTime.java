package checkout.lab.scenario.measure;

import checkout.lab.time.EpochMicros;
import java.util.List;
import java.util.OptionalDouble;

/** When a system works as fast again as before the first fault. All times are in microseconds since the epoch. */
final class RecoveryTime {

    private static final double SHARE = 0.9;
    private static final long LONGEST_BEFORE = 15 * EpochMicros.SECOND;
    private static final long SHORTEST_BEFORE = 2 * EpochMicros.SECOND;
    private static final long WINDOW = 3 * EpochMicros.SECOND;
    private static final long STEP = EpochMicros.SECOND / 4;

    private final List<Long> ends;

    /** @param ends when checkouts ended */
    RecoveryTime(List<Long> ends) {
        this.ends = ends.stream().sorted().toList();
    }

    /**
     * Returns the seconds from the end of the last fault to the first three seconds in which nine tenths of the checkouts
     * ended that ended in such a time before the first fault.
     */
    OptionalDouble seconds(long loadBegan, long firstFault, long lastFaultEnded, long loadEnded) {
        long from = Math.max(loadBegan, firstFault - LONGEST_BEFORE);
        long before = between(from, firstFault);
        if (firstFault - from < SHORTEST_BEFORE || before == 0) {
            return OptionalDouble.empty();
        }
        double wanted = SHARE * before * WINDOW / (firstFault - from);
        for (long at = lastFaultEnded; at + WINDOW <= loadEnded; at += STEP) {
            if (between(at, at + WINDOW) >= wanted) {
                return OptionalDouble.of((at - lastFaultEnded) / (double) EpochMicros.SECOND);
            }
        }
        return OptionalDouble.empty();
    }

    private long between(long from, long to) {
        return ends.stream().filter(each -> each >= from && each < to).count();
    }
}
