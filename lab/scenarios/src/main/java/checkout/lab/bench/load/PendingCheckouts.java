package checkout.lab.bench.load;

import checkout.lab.time.EpochMicros;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Lets customers wait for the end of their checkout, which may be received from Kafka before the 202 over HTTP. */
final class PendingCheckouts {

    private static final Object ENDED = new Object();

    private final ConcurrentHashMap<UUID, Object> known = new ConcurrentHashMap<>();

    void ended(UUID checkout) {
        if (known.putIfAbsent(checkout, ENDED) instanceof Thread customer) {
            known.remove(checkout);
            LockSupport.unpark(customer);
        }
    }

    /** Waits until the checkout has ended; returns false if it had not at the deadline. */
    boolean await(UUID checkout, long deadline) throws InterruptedException {
        if (known.putIfAbsent(checkout, Thread.currentThread()) == ENDED) {
            known.remove(checkout);
            return true;
        }
        while (known.containsKey(checkout)) {
            long left = deadline - EpochMicros.now();
            if (left <= 0) {
                return known.remove(checkout) == null;
            }
            LockSupport.parkNanos(left * 1000);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
