package checkout.order.orders;

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
 * The checkouts whose storefronts wait to hear whether they are cancelled. The ruling may reach any instance, so it is
 * looked for in the database: for all of them with one query, and only while there are any.
 */
@Component
class CancellationWaiters {
    private static final Logger log = LoggerFactory.getLogger(CancellationWaiters.class);

    private final Orders orders;
    private final CancellationSettings settings;
    private final Map<UUID, CompletableFuture<Order>> awaited = new ConcurrentHashMap<>();
    private final AtomicBoolean lookingSoon = new AtomicBoolean();
    private final ExecutorService looks = Executors.newSingleThreadExecutor(CancellationWaiters::thread);

    CancellationWaiters(Orders orders, CancellationSettings settings) {
        this.orders = orders;
        this.settings = settings;
    }

    /** The order once it is decided whether it is cancelled, or as it is given here if that takes too long. */
    CompletableFuture<Order> on(Order order) {
        if (order.isBeyondCancelling() || awaited.size() >= settings.most()) {
            return CompletableFuture.completedFuture(order);
        }
        CompletableFuture<Order> ruling = awaited.computeIfAbsent(order.id(), id -> new CompletableFuture<>());
        lookSoon();
        return ruling.completeOnTimeout(order, settings.patience().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((ruled, failure) -> awaited.remove(order.id(), ruling));
    }

    private void lookSoon() {
        if (lookingSoon.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(settings.lookEvery().toMillis(), TimeUnit.MILLISECONDS, looks)
                    .execute(this::look);
        }
    }

    private void look() {
        try {
            orders.beyondCancelling(List.copyOf(awaited.keySet())).forEach(this::tell);
        } catch (DataAccessException passing) {
            log.warn(
                    "{} checkouts whose cancellation is waited for could not be looked at and will be again: {}",
                    awaited.size(),
                    passing.toString());
        } catch (RuntimeException bug) {
            // it would be the same at every look: those who still wait have it as their answer
            log.error("{} checkouts whose cancellation is waited for could not be looked at", awaited.size(), bug);
            awaited.values().forEach(ruling -> ruling.completeExceptionally(bug));
        } finally {
            lookingSoon.set(false);
            if (!awaited.isEmpty() && !looks.isShutdown()) {
                lookSoon();
            }
        }
    }

    private void tell(Order ruled) {
        CompletableFuture<Order> ruling = awaited.get(ruled.id());
        if (ruling != null) {
            ruling.complete(ruled);
        }
    }

    private static Thread thread(Runnable looking) {
        Thread thread = new Thread(looking, "cancel-rulings");
        thread.setDaemon(true);
        return thread;
    }

    /** Comes after the web server has waited for its requests, so nobody is left waiting here. */
    @PreDestroy
    void stop() {
        looks.shutdownNow();
    }
}
