package checkout.order.placement;

import checkout.order.storefront.quota.StorefrontFairQueue;
import java.util.List;
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
    private final StorefrontFairQueue<WaitingCheckout> turns = new StorefrontFairQueue<>();

    WaitingCheckouts(int capacity) {
        this.capacity = capacity;
    }

    /** Whether there was room for it. */
    boolean offer(WaitingCheckout checkout) {
        lock.lock();
        try {
            if (turns.size() == capacity) {
                return false;
            }
            turns.add(checkout.checkout().request().storefront(), checkout);
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
            while (turns.size() == 0) {
                notEmpty.await();
            }
            for (int i = 0; i < max && turns.size() > 0; i++) {
                turns.next().ifPresent(batch::add);
            }
            if (turns.size() > 0) {
                // for another writer, whose signal this one may have received
                notEmpty.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
