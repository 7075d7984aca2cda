package checkout.lab.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Keeps so much of the heap occupied that only a share of it is left, for as long as it is asked to. */
final class HeldHeap {

    private static final int PIECE = 1024 * 1024;
    private static final long INTERVAL_MILLIS = 100;
    private static final double PERCENT = 100;
    private static final AtomicBoolean HOLDING = new AtomicBoolean();

    /** What is occupied, where the garbage collector cannot have it. */
    private static final List<byte[]> HELD = new ArrayList<>();

    private HeldHeap() {}

    /** Begins in a thread of its own, unless it has begun already. */
    static void begin(int percent, BooleanSupplier wanted) {
        if (HOLDING.compareAndSet(false, true)) {
            Thread holder = new Thread(() -> hold(percent, wanted), "lab-heap");
            holder.setDaemon(true);
            holder.start();
        }
    }

    private static void hold(int percent, BooleanSupplier wanted) {
        try {
            while (wanted.getAsBoolean()) {
                while (usedPercent() < percent) {
                    HELD.add(new byte[PIECE]);
                }
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            HELD.clear();
            HOLDING.set(false);
        }
    }

    private static double usedPercent() {
        Runtime runtime = Runtime.getRuntime();
        return PERCENT * (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
    }
}
