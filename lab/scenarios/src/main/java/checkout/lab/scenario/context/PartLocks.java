package checkout.lab.scenario.context;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Makes sure that two faults do not start, stop or kill the same part at the same time. */
public final class PartLocks {

    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** What is done to a part. */
    public interface Work<E extends Exception> {
        void run() throws E, InterruptedException;
    }

    /** Waits until nothing else is done to the part. */
    public <E extends Exception> void exclusively(String part, Work<E> work) throws E, InterruptedException {
        ReentrantLock lock = lock(part);
        lock.lockInterruptibly();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing if something else is being done to the part. */
    <E extends Exception> void ifFree(String part, Work<E> work) throws E, InterruptedException {
        ReentrantLock lock = lock(part);
        if (lock.tryLock()) {
            try {
                work.run();
            } finally {
                lock.unlock();
            }
        }
    }

    private ReentrantLock lock(String part) {
        return locks.computeIfAbsent(part, none -> new ReentrantLock());
    }
}
