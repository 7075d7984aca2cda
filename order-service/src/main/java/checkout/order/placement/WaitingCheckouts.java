package checkout.order.placement;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The checkouts that wait for a transaction. Those of one storefront leave in the order in which they came; the storefronts
 * take turns, one checkout each, so that one with many waiting checkouts does not delay another.
 */
final class WaitingCheckouts {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();

    /** Has an entry for each storefront with a waiting checkout, and no other. */
    private final Map<String, Queue<WaitingCheckout>> byStorefront = new HashMap<>();

    /** The same queues in the order of their turns. */
    private final Queue<Queue<WaitingCheckout>> turns = new ArrayDeque<>();

    private int size;

    WaitingCheckouts(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there was room for it. */
    boolean offer(WaitingCheckout checkout) {
        lock.lock();
        try {
            if (size == capacity) {
                return false;
            }
            Queue<WaitingCheckout> queue = byStorefront.computeIfAbsent(storefront(checkout), storefront -> {
                Queue<WaitingCheckout> added = new ArrayDeque<>();
                turns.add(added);
                return added;
            });
            queue.add(checkout);
            size++;
            notEmpty.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a checkout, and moves it to the batch together with all others, up to the maximum. */
    void moveTo(List<WaitingCheckout> batch, int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (size == 0) {
                notEmpty.await();
            }
            for (int i = 0; i < max && size > 0; i++) {
                batch.add(next());
            }
            if (size > 0) {
                // for another writer, whose signal this one may have received
                notEmpty.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private WaitingCheckout next() {
        Queue<WaitingCheckout> queue = turns.remove();
        WaitingCheckout next = queue.remove();
        size--;
        if (queue.isEmpty()) {
            byStorefront.remove(storefront(next));
        } else {
            turns.add(queue);
        }
        return next;
    }

    private static String storefront(WaitingCheckout checkout) {
        return checkout.checkout().request().storefront();
    }
}
