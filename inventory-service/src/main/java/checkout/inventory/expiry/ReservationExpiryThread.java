package checkout.inventory.expiry;

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

/** The thread on which reservations expire. It does nothing else, so that no other scheduled job delays them. */
@Component
class ReservationExpiryThread implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ReservationExpiryThread.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final ReservationExpiry expiry;
    private final ReservationExpirySettings settings;
    private volatile @Nullable ScheduledExecutorService thread;

    ReservationExpiryThread(ReservationExpiry expiry, ReservationExpirySettings settings) {
        this.expiry = expiry;
        this.settings = settings;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("reservation-expiry").daemon().unstarted(task));
        thread = started;
        long nanos = settings.every().toNanos();
        var unused = started.scheduleWithFixedDelay(this::run, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** An executor drops a job that throws, and no reservation would expire any more. */
    private void run() {
        try {
            expiry.expireDue();
        } catch (DataAccessException | TransactionException failure) {
            log.warn("Expiring reservations failed and will be repeated: {}", failure.toString());
        } catch (Throwable failure) {
            log.error("Expiring reservations failed and will be repeated", failure);
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
                log.warn("Expiring reservations did not end within {} and is interrupted", STOP_WITHIN);
                stopping.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            stopping.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
