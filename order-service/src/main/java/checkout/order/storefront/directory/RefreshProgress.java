package checkout.order.storefront.directory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** When the directory was read last, and whether it can be. */
final class RefreshProgress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private volatile long readAt = System.nanoTime();
    private volatile boolean failing;

    /** @param began when the read began that has succeeded */
    void succeeded(long began) {
        end(began, false);
    }

    void failed() {
        end(readAt, true);
    }

    private void end(long began, boolean failed) {
        lock.lock();
        try {
            readAt = began;
            failing = failed;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long ageNanos() {
        return System.nanoTime() - readAt;
    }

    /** Waits while the last read is older than this and no later one has failed. Returns whether it has waited. */
    boolean awaitYoungerThan(long nanos, Duration patience) {
        if (!isOutdated(nanos)) {
            return false;
        }
        lock.lock();
        try {
            long left = patience.toNanos();
            while (isOutdated(nanos) && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return true;
    }

    private boolean isOutdated(long nanos) {
        return !failing && ageNanos() > nanos;
    }
}
