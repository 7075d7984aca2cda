package checkout.messaging.deferred;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs a thread that retries the deferred messages of all subscriptions, a few times a second. */
public final class DeferredMessageWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DeferredMessageWorker.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final List<DeferredMessageRetry> retries;
    private volatile @Nullable Thread thread;

    public DeferredMessageWorker(List<DeferredMessageRetry> retries) {
        this.retries = retries;
    }

    @Override
    public void start() {
        Thread started = new Thread(this::work, "deferred-messages");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void work() {
        while (isRunning()) {
            try {
                for (DeferredMessageRetry retry : retries) {
                    runAgainLater(retry);
                }
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /**
     * A retry reports its failures itself. What it throws is an error of the virtual machine, which must not end the thread:
     * nothing else handles deferred messages.
     */
    private static void runAgainLater(DeferredMessageRetry retry) throws InterruptedException {
        try {
            retry.run();
        } catch (RuntimeException | Error failure) {
            log.error("Deferred messages could not be retried; this is tried again after {}", PAUSE, failure);
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
