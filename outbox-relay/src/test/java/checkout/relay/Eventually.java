package checkout.relay;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition and no longer. */
final class Eventually {

    private Eventually() {}

    static void holds(String what, Duration patience, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in %s: %s%n%s".formatted(patience, what, evidence.get()));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
