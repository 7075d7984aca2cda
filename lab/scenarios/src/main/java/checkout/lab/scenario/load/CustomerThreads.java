package checkout.lab.scenario.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The threads of customers. If one of them fails by itself, the run fails: its customers have not done what they were to do. */
final class CustomerThreads {

    private final List<Thread> threads = new ArrayList<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();

    void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }));
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /** Waits until all have ended, at most for this long, and throws what one of them has failed with. */
    void join(long millis) throws InterruptedException {
        long deadline = System.currentTimeMillis() + millis;
        for (Thread thread : threads) {
            thread.join(Math.max(1, deadline - System.currentTimeMillis()));
        }
        RuntimeException failure = failures.peek();
        if (failure != null) {
            throw new IllegalStateException("a thread of customers has failed: " + failure, failure);
        }
    }
}
