package checkout.payment.reconciliation;

import checkout.payment.reconciliation.ReconciliationRuns.LeaseLostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The thread that works on reconciliations, and begins one when it is due. Every instance has it; they find out in the
 * database which of them works on the run under way.
 */
@Component
public class ReconciliationWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ReconciliationWorker.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /** The first minute after a start belongs to the payments that waited for it. */
    private static final Duration FIRST_RUN_AFTER = Duration.ofMinutes(1);

    private final ReconciliationSteps steps;
    private final ReconciliationRuns runs;
    private final ReconciliationUpkeep upkeep;
    private final ReconciliationSettings settings;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private volatile @Nullable Thread thread;
    private long startedAt;

    ReconciliationWorker(
            ReconciliationSteps steps,
            ReconciliationRuns runs,
            ReconciliationUpkeep upkeep,
            ReconciliationSettings settings) {
        this.steps = steps;
        this.runs = runs;
        this.upkeep = upkeep;
        this.settings = settings;
    }

    /** Looks for a run at once. */
    public void wakeUp() {
        wakeUps.release();
    }

    @Override
    public void start() {
        running = true;
        startedAt = System.nanoTime();
        Thread started = Thread.ofPlatform().name("reconciliation").daemon().unstarted(this::work);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopping = thread;
        running = false;
        wakeUp();
        if (stopping == null) {
            return;
        }
        try {
            stopping.join(STOP_WITHIN.toMillis());
            if (stopping.isAlive()) {
                log.warn("The reconciliation did not stop within {} and is interrupted", STOP_WITHIN);
                stopping.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        try {
            while (running) {
                Duration wait = workOnce();
                if (wait.isPositive() && running) {
                    wakeUps.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
                    wakeUps.drainPermits();
                }
            }
            runs.release();
        } catch (InterruptedException stopped) {
            log.debug("Interrupted; another instance goes on when the lease ends");
        } catch (DataAccessException | TransactionException failure) {
            log.debug("The lease was not released; another instance goes on when it ends: {}", failure.toString());
        }
    }

    /** Whatever fails, the thread goes on: nobody else would notice that differences are no longer looked for. */
    private Duration workOnce() throws InterruptedException {
        try {
            beginIfDue();
            Optional<Duration> wait = steps.step();
            if (wait.isEmpty()) {
                upkeep.deleteOld();
            }
            return wait.orElse(IDLE);
        } catch (LeaseLostException lost) {
            log.info("{}; this one stops working on it", lost.getMessage());
            return IDLE;
        } catch (DataAccessException | TransactionException failure) {
            log.warn("A step of the reconciliation failed and is repeated: {}", failure.toString());
            return AFTER_FAILURE;
        } catch (RuntimeException bug) {
            log.error("The reconciliation failed; the next one begins anew", bug);
            failRun(bug);
            return AFTER_FAILURE;
        }
    }

    private void beginIfDue() {
        if (settings.isScheduled() && System.nanoTime() - startedAt >= FIRST_RUN_AFTER.toNanos()) {
            runs.beginIfDue(settings.every());
        }
    }

    private void failRun(RuntimeException bug) {
        try {
            steps.fail(bug);
        } catch (RuntimeException failure) {
            log.warn("The failure of the reconciliation could not be stored: {}", failure.toString());
        }
    }
}
