package checkout.relay;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until a condition holds, and fails with evidence if it does not in time. */
final class Eventually {

    private Eventually() {}

    static void holds(String what, Duration timeout, BooleanSupplier condition, Supplier<String> evidence) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within %s: %s%n%s".formatted(timeout, what, evidence.get()));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
