package checkout.order.cancellation;

import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The requests that wait until their cancellation is decided. The decision may reach any instance, so the database is
 * polled: one query for all of them, and none while nobody waits.
 */
@Component
class CancellationWaiters {
    private static final Logger log = LoggerFactory.getLogger(CancellationWaiters.class);

    private final Orders orders;
    private final CancellationSettings settings;
    private final Map<UUID, CompletableFuture<Order>> decisions = new ConcurrentHashMap<>();
    private final AtomicBoolean pollScheduled = new AtomicBoolean();
    private final ExecutorService poller = Executors.newSingleThreadExecutor(CancellationWaiters::thread);

    CancellationWaiters(Orders orders, CancellationSettings settings) {
        this.orders = orders;
        this.settings = settings;
    }

    /** The order once its cancellation is decided, or the given order after the timeout. */
    CompletableFuture<Order> decision(Order order) {
        if (order.isCancellationDecided() || decisions.size() >= settings.maxWaiting()) {
            return CompletableFuture.completedFuture(order);
        }
        CompletableFuture<Order> decision = decisions.computeIfAbsent(order.id(), id -> new CompletableFuture<>());
        schedulePoll();
        return decision.completeOnTimeout(order, settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((decided, failure) -> decisions.remove(order.id(), decision));
    }

    private void schedulePoll() {
        if (pollScheduled.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(settings.pollInterval().toMillis(), TimeUnit.MILLISECONDS, poller)
                    .execute(this::poll);
        }
    }

    private void poll() {
        try {
            orders.findCancellationDecided(List.copyOf(decisions.keySet())).forEach(this::complete);
        } catch (DataAccessException passing) {
            log.warn("Polling {} cancellations failed and will be repeated: {}", decisions.size(), passing.toString());
        } catch (RuntimeException bug) {
            // it would fail at every poll, so the waiting requests fail now
            log.error("Polling {} cancellations failed", decisions.size(), bug);
            decisions.values().forEach(decision -> decision.completeExceptionally(bug));
        } finally {
            pollScheduled.set(false);
            if (!decisions.isEmpty() && !poller.isShutdown()) {
                schedulePoll();
            }
        }
    }

    private void complete(Order decided) {
        CompletableFuture<Order> decision = decisions.get(decided.id());
        if (decision != null) {
            decision.complete(decided);
        }
    }

    private static Thread thread(Runnable polling) {
        Thread thread = new Thread(polling, "cancellation-poller");
        thread.setDaemon(true);
        return thread;
    }

    /** Runs after the web server has finished its requests, so no request is waiting. */
    @PreDestroy
    void stop() {
        poller.shutdownNow();
    }
}
