package checkout.order.webhook.sending;

import checkout.order.webhook.client.ClientSettings;
import checkout.order.webhook.delivery.DeliverySignal;
import checkout.order.webhook.event.EventBodies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes due deliveries, has them attempted by a bounded number of threads, and records how the attempts ended. One thread
 * talks to the database, so sending never needs more than one of the service's connections. The attempts have threads of
 * their own and not virtual ones, because looking up a host name would block the carrier of a virtual one.
 */
@Component
class DeliveryDispatcher implements SmartLifecycle, Runnable {
    private static final Logger log = LoggerFactory.getLogger(DeliveryDispatcher.class);

    /** Added to the longest attempt: for a slow look-up of a host name, and for recording the attempt. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(40);

    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final long IDLE_THREAD_SECONDS = 10;

    private final DueDeliveries due;
    private final EventBodies bodies;
    private final DeliveryAttempt attempt;
    private final FinishedAttempts attempts;
    private final SendingMetrics metrics;
    private final DeliverySignal signal;
    private final SendingSettings settings;
    private final Duration lease;

    /** Used by the dispatcher's thread only. */
    private final Map<UUID, Integer> busy = new HashMap<>();

    /** Used by the dispatcher's thread only: what could not be recorded yet. */
    private final List<FinishedAttempt> unsaved = new ArrayList<>();

    private final ConcurrentLinkedQueue<FinishedAttempt> finished = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;

    DeliveryDispatcher(
            DueDeliveries due,
            EventBodies bodies,
            DeliveryAttempt attempt,
            FinishedAttempts attempts,
            SendingMetrics metrics,
            DeliverySignal signal,
            SendingSettings settings,
            ClientSettings client) {
        this.due = due;
        this.bodies = bodies;
        this.attempt = attempt;
        this.attempts = attempts;
        this.metrics = metrics;
        this.signal = signal;
        this.settings = settings;
        this.lease = client.totalTimeout().plus(LEASE_MARGIN);
    }

    @Override
    public void start() {
        Thread dispatcher = new Thread(this, "webhook-dispatcher");
        dispatcher.setDaemon(true);
        thread = dispatcher;
        dispatcher.start();
    }

    @Override
    public void run() {
        ThreadPoolExecutor senders = senders();
        while (isRunning()) {
            Duration wait = settings.every();
            try {
                saveFinished();
                takeAndSend(senders);
            } catch (DataAccessException | TransactionException passing) {
                log.warn("Sending webhooks failed and will be repeated in {}: {}", RETRY_DELAY, passing.toString());
                wait = RETRY_DELAY;
            } catch (RuntimeException | Error bug) {
                log.error("Sending webhooks failed and will be repeated in {}", RETRY_DELAY, bug);
                wait = RETRY_DELAY;
            }
            await(wait);
        }
        stop(senders);
    }

    private ThreadPoolExecutor senders() {
        ThreadPoolExecutor senders = new ThreadPoolExecutor(
                settings.maxConcurrent(),
                settings.maxConcurrent(),
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    Thread sender = new Thread(task, "webhook-sender");
                    sender.setDaemon(true);
                    return sender;
                });
        senders.allowCoreThreadTimeOut(true);
        return senders;
    }

    /** Nothing new is taken before this succeeds, so what waits to be recorded is bounded. */
    private void saveFinished() {
        for (FinishedAttempt next = finished.poll(); next != null; next = finished.poll()) {
            unsaved.add(next);
            busy.merge(next.delivery().endpointId(), -1, Integer::sum);
            busy.remove(next.delivery().endpointId(), 0);
        }
        if (unsaved.isEmpty()) {
            return;
        }
        try {
            report(attempts.save(unsaved));
        } catch (DataIntegrityViolationException oneOfThem) {
            saveOneByOne();
        }
        metrics.count(unsaved);
        unsaved.clear();
    }

    /** One that cannot be recorded must not keep the others from being recorded; it is attempted again. */
    private void saveOneByOne() {
        for (FinishedAttempt each : unsaved) {
            try {
                report(attempts.save(List.of(each)));
            } catch (DataIntegrityViolationException unsavable) {
                log.error(
                        "The attempt of webhook delivery {} cannot be recorded; it will be repeated in {}",
                        each.delivery().id(),
                        lease,
                        unsavable);
            }
        }
    }

    private static void report(FinishedAttempts.Consequences consequences) {
        consequences
                .givenUp()
                .forEach(delivery -> log.warn(
                        "Webhook delivery {} to endpoint {} is given up after {} attempts; it can be asked for again",
                        delivery.deliveryId(),
                        delivery.endpointId(),
                        delivery.attempts()));
        consequences
                .suspended()
                .forEach(endpoint -> log.warn(
                        "Webhook endpoint {} of storefront {} is suspended ({}) after {} failed attempts, the last one: {}. Its deliveries are kept and sent when it is resumed",
                        endpoint.endpointId(),
                        endpoint.storefront(),
                        endpoint.reason(),
                        endpoint.failures(),
                        endpoint.lastError()));
    }

    private void takeAndSend(ThreadPoolExecutor senders) {
        int free = settings.maxConcurrent()
                - busy.values().stream().mapToInt(Integer::intValue).sum();
        if (free <= 0) {
            return;
        }
        List<DueDelivery> taken = due.take(busy, free, lease);
        if (taken.isEmpty()) {
            return;
        }
        try {
            send(taken, senders);
        } catch (DataAccessException passing) {
            throw passing;
        } catch (RuntimeException oneOfThem) {
            sendOneByOne(taken, senders);
        }
    }

    /** Sends nothing if one of the bodies cannot be written. */
    private void send(List<DueDelivery> taken, ThreadPoolExecutor senders) {
        Map<UUID, String> byId =
                bodies.of(taken.stream().map(DueDelivery::subject).toList());
        for (DueDelivery delivery : taken) {
            senders.execute(() -> {
                finished.add(attempt.make(delivery, byId.get(delivery.subject().subjectId())));
                signal.send();
            });
            busy.merge(delivery.endpointId(), 1, Integer::sum);
        }
    }

    /** One whose body cannot be written must not keep the others from being sent. */
    private void sendOneByOne(List<DueDelivery> taken, ThreadPoolExecutor senders) {
        for (DueDelivery delivery : taken) {
            try {
                send(List.of(delivery), senders);
            } catch (DataAccessException passing) {
                throw passing;
            } catch (RuntimeException bug) {
                busy.merge(delivery.endpointId(), 1, Integer::sum);
                finished.add(attempt.failed(delivery, bug));
            }
        }
    }

    private void await(Duration wait) {
        try {
            signal.await(wait);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            thread = null;
        }
    }

    /** What is still under way after the timeout is attempted again when its lease runs out. */
    private void stop(ThreadPoolExecutor senders) {
        senders.shutdown();
        try {
            if (!senders.awaitTermination(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.info("Webhooks that are still being sent will be sent again in {}", lease);
            }
            saveFinished();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException | TransactionException failure) {
            log.warn(
                    "{} attempts could not be recorded and will be repeated in {}: {}",
                    unsaved.size(),
                    lease,
                    failure.toString());
        }
    }

    @Override
    public void stop() {
        Thread dispatcher = thread;
        thread = null;
        signal.send();
        try {
            if (dispatcher != null) {
                dispatcher.join(STOP_TIMEOUT.plus(STOP_TIMEOUT).toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
