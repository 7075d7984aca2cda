package checkout.lab.network.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has arrived from one side and was not delivered to the other. Bounded, so that a sender is slowed down by a link that
 * does not deliver, as by a full TCP window.
 */
final class TransitQueue {

    static final int MAX_BYTES = 256 * 1024;

    // no synchronized: before Java 24 it would keep the carrier of a waiting virtual thread
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StreamEvent> waiting = new ArrayDeque<>();
    private int bytes;
    private boolean ended;

    /** Waits while the queue is full. Returns false, and forgets the arrival, if the side has ended before. */
    boolean put(StreamEvent arrival) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (bytes >= MAX_BYTES && arrival.length() > 0) {
                changed.await();
            }
            if (ended) {
                return false;
            }
            ended = !(arrival instanceof StreamEvent.Data);
            bytes += arrival.length();
            waiting.add(arrival);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next arrival. */
    StreamEvent take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                changed.await();
            }
            StreamEvent next = waiting.remove();
            bytes -= next.length();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the side sends nothing more, although something may still be waiting. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }
}
