package checkout.relay.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one engine. A thread belongs to the group of the thread that created it, so the group also contains the threads that the engine and the
 * connector start by themselves.
 */
public final class EngineThreads {

    private static final Logger log = LoggerFactory.getLogger(EngineThreads.class);
    private static final Duration PATIENCE_BEFORE_INTERRUPT = Duration.ofSeconds(2);
    private static final Duration PATIENCE_WITH_HELPERS = Duration.ofSeconds(5);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);
    /** Threads of the driver, which all connections of the process share; an engine may happen to be the first to need them. */
    private static final String SHARED_BY_ALL_CONNECTIONS = "PostgreSQL-JDBC-";

    private final Group group;

    public EngineThreads(String source) {
        this.group = new Group("relay-" + source);
    }

    public void start(Runnable engine) {
        Thread thread = new Thread(group, engine, group.getName());
        thread.setDaemon(true);
        group.main = thread;
        thread.start();
    }

    /** Remembers that the calling thread sends rows for its engine. */
    public static void currentSends() {
        if (Thread.currentThread().getThreadGroup() instanceof Group group) {
            group.sender = Thread.currentThread();
        }
    }

    /**
     * Waits until the engine has ended, and interrupts it after a while; throws an exception if the thread that controls the engine or the one that sends
     * rows is alive after the timeout. Other threads cannot send, so one of them that does not end is only reported.
     */
    public void awaitEnd(Duration timeout) {
        long beganNanos = System.nanoTime();
        for (List<Thread> alive = alive(); !alive.isEmpty(); alive = alive()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - beganNanos);
            boolean canSend = alive.contains(group.main) || alive.contains(group.sender);
            if (canSend && waited.compareTo(timeout) > 0) {
                throw new EngineNotEndedException(group.getName(), timeout, describe(alive));
            }
            if (!canSend && waited.compareTo(PATIENCE_WITH_HELPERS) > 0) {
                log.warn(
                        "The engine {} has ended, but these of its threads have not: {}",
                        group.getName(),
                        describe(alive));
                return;
            }
            if (waited.compareTo(PATIENCE_BEFORE_INTERRUPT) > 0) {
                alive.forEach(Thread::interrupt);
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    private List<Thread> alive() {
        Thread[] found = new Thread[group.activeCount() * 2 + 8];
        int count = group.enumerate(found);
        return Stream.of(Arrays.copyOf(found, count))
                .map(Objects::requireNonNull)
                .filter(Thread::isAlive)
                .filter(thread -> !thread.getName().startsWith(SHARED_BY_ALL_CONNECTIONS))
                .toList();
    }

    private static String describe(List<Thread> threads) {
        return threads.stream().map(EngineThreads::describe).collect(Collectors.joining("; "));
    }

    private static String describe(Thread thread) {
        String at = Arrays.stream(thread.getStackTrace())
                .limit(5)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(" < "));
        return "%s (%s)".formatted(thread.getName(), at);
    }

    private static final class Group extends ThreadGroup {
        private volatile @Nullable Thread main;
        private volatile @Nullable Thread sender;

        Group(String name) {
            super(name);
        }
    }
}
