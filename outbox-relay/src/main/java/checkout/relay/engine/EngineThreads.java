package checkout.relay.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * All threads of one engine. A thread belongs to the group of the thread that created it, so the group also contains the threads that the engine and the
 * connector start by themselves: when none of them is alive, nothing of the engine can send any more.
 */
public final class EngineThreads {

    private static final Duration PATIENCE_BEFORE_INTERRUPT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    /** Threads of the driver, which all connections of the process share; an engine may happen to be the first to need them. */
    private static final String SHARED_BY_ALL_CONNECTIONS = "PostgreSQL-JDBC-";

    private final ThreadGroup group;

    public EngineThreads(String source) {
        this.group = new ThreadGroup("relay-" + source);
    }

    public void start(Runnable engine) {
        Thread thread = new Thread(group, engine, group.getName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits until no thread is alive, and interrupts them after a while; throws an exception if that does not help in time. */
    public void awaitEnd(Duration timeout) {
        long beganNanos = System.nanoTime();
        for (List<Thread> alive = alive(); !alive.isEmpty(); alive = alive()) {
            long waitedNanos = System.nanoTime() - beganNanos;
            if (waitedNanos > timeout.toNanos()) {
                throw new EngineNotEndedException(
                        group.getName(),
                        timeout,
                        alive.stream().map(EngineThreads::describe).collect(Collectors.joining("; ")));
            }
            if (waitedNanos > PATIENCE_BEFORE_INTERRUPT.toNanos()) {
                alive.forEach(Thread::interrupt);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private List<Thread> alive() {
        Thread[] found = new Thread[group.activeCount() * 2 + 8];
        int count = group.enumerate(found);
        List<Thread> alive = new ArrayList<>();
        for (Thread thread : Arrays.copyOf(found, count)) {
            if (Objects.requireNonNull(thread).isAlive() && !thread.getName().startsWith(SHARED_BY_ALL_CONNECTIONS)) {
                alive.add(thread);
            }
        }
        return alive;
    }

    private static String describe(Thread thread) {
        String at = Arrays.stream(thread.getStackTrace())
                .limit(5)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return "%s (%s)".formatted(thread.getName(), at);
    }
}
