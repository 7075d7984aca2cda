package checkout.saga.runtime.drive;

import checkout.saga.runtime.InstanceName;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.DeployedVersions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The thread that fires due timers. It does nothing else that may take long, so that no retention or other scheduled job
 * delays a deadline.
 */
@Component
class SweeperThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(SweeperThread.class);
    private static final Duration ANNOUNCE_EVERY = Duration.ofMinutes(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final DeadlineSweeper sweeper;
    private final DeployedVersions deployed;
    private final SagaTypes types;
    private final InstanceName instance;
    private final SweeperSettings settings;
    private volatile @Nullable ScheduledExecutorService thread;

    SweeperThread(
            DeadlineSweeper sweeper,
            DeployedVersions deployed,
            SagaTypes types,
            InstanceName instance,
            SweeperSettings settings) {
        this.sweeper = sweeper;
        this.deployed = deployed;
        this.types = types;
        this.instance = instance;
        this.settings = settings;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("saga-sweeper").daemon().unstarted(task));
        thread = started;
        schedule(
                started,
                "The announcement of the deployed versions",
                ANNOUNCE_EVERY,
                () -> deployed.announce(instance.value(), types.versions()));
        schedule(started, "The sweep of due sagas", settings.every(), sweeper::sweepAll);
    }

    private static void schedule(ScheduledExecutorService thread, String what, Duration every, Runnable job) {
        var unused = thread.scheduleWithFixedDelay(() -> run(what, job), 0, every.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** An executor drops a job that throws, and no deadline would be met any more. */
    private static void run(String what, Runnable job) {
        try {
            job.run();
        } catch (DataAccessException | TransactionException failure) {
            log.warn("{} failed and is retried: {}", what, failure.toString());
        } catch (Throwable failure) {
            log.error("{} failed and is retried", what, failure);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The sweep of due sagas did not end within {} and is interrupted", STOP_WITHIN);
                stopping.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
        withdraw();
    }

    private void withdraw() {
        try {
            deployed.withdraw(instance.value());
        } catch (DataAccessException failure) {
            log.debug("This instance is forgotten when it has not been heard of for a while: {}", failure.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
