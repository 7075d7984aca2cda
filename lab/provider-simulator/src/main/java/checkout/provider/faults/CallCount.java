package checkout.provider.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Counts the calls, and decides which of them exceed a limit of so many within any second. */
final class CallCount {
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final Deque<Long> taken = new ArrayDeque<>();
    private final Deque<Long> lastSecond = new ArrayDeque<>();
    private long calls;
    private long overLimit;
    private int busiestSecond;

    CallCount(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param busiestSecond the most calls within any second, refused or not */
    record Counts(long calls, long overLimit, int busiestSecond) {}

    /**
     * Counts a call. False if it exceeds the limit; a call that is refused does not count against the limit.
     *
     * @param limit 0 for none
     */
    synchronized boolean take(int limit) {
        long now = nanoTime.getAsLong();
        calls++;
        forgetBefore(now - SECOND, lastSecond);
        lastSecond.add(now);
        busiestSecond = Math.max(busiestSecond, lastSecond.size());
        if (limit == 0) {
            return true;
        }
        forgetBefore(now - SECOND, taken);
        if (taken.size() >= limit) {
            overLimit++;
            return false;
        }
        taken.add(now);
        return true;
    }

    private static void forgetBefore(long time, Deque<Long> times) {
        while (!times.isEmpty() && times.getFirst() - time <= 0) {
            times.removeFirst();
        }
    }

    synchronized Counts counts() {
        return new Counts(calls, overLimit, busiestSecond);
    }

    /** Begins to count anew; calls of the last second still count against the limit. */
    synchronized void reset() {
        calls = 0;
        overLimit = 0;
        busiestSecond = 0;
    }
}
