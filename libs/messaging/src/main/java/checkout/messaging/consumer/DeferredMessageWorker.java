package checkout.messaging.consumer;

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
            for (DeferredMessageRetry retry : retries) {
                try {
                    retry.run();
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    // nothing is lost: what was not committed is still deferred
                    log.warn("Deferred messages could not be retried; the next attempt is in {}", PAUSE, failure);
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                return;
            }
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
