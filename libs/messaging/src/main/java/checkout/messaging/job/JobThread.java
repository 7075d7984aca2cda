package checkout.messaging.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Jobs whose time matters: each has a thread that does nothing else, so that no other job delays it, not even one of the same
 * object. A job that fails is repeated at its next turn. When the application stops, the turns under way end first, for as long
 * as that does not take too long.
 */
public abstract class JobThread implements SmartLifecycle {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final String name;
    private final List<Job> jobs;
    private volatile @Nullable ScheduledExecutorService threads;

    /** @param name of the threads */
    protected JobThread(String name, Job... jobs) {
        this.name = name;
        this.jobs = List.of(jobs);
    }

    /**
     * A job.
     *
     * @param what it does, as the beginning of a sentence in the log
     * @param first the wait before its first turn
     * @param every the wait after each of its turns
     */
    public record Job(String what, Duration first, Duration every, Runnable work) {}

    @Override
    public final void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(
                jobs.size(), task -> Thread.ofPlatform().name(name).daemon().unstarted(task));
        threads = started;
        for (Job job : jobs) {
            var unused = started.scheduleWithFixedDelay(
                    () -> run(job), job.first().toNanos(), job.every().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** An executor drops a job that throws, and it would never have another turn. */
    private void run(Job job) {
        try {
            job.work().run();
        } catch (DataAccessException | TransactionException failure) {
            log.warn("{} failed and is repeated: {}", job.what(), failure.toString());
        } catch (Throwable failure) {
            log.error("{} failed and is repeated", job.what(), failure);
        }
    }

    @Override
    public final void stop() {
        ScheduledExecutorService stopping = threads;
        threads = null;
        if (stopping == null) {
            return;
        }
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A job of {} did not end within {} and is interrupted", name, STOP_WITHIN);
                stopping.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
        afterStop();
    }

    /** Is called once the jobs have no more turns. */
    protected void afterStop() {}

    @Override
    public final boolean isRunning() {
        return threads != null;
    }
}
