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
    private boolean failing;

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
                    runLogged(retry);
                }
                Thread.sleep(PAUSE);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    /** Nothing is lost by a failure, because what was not committed is still deferred. It is logged once while it lasts. */
    private void runLogged(DeferredMessageRetry retry) throws InterruptedException {
        try {
            retry.run();
            failing = false;
        } catch (RuntimeException failure) {
            if (!failing) {
                log.warn("Deferred messages could not be retried; this is repeated every {}", PAUSE, failure);
                failing = true;
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
