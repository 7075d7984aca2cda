package checkout.order.progress;

import checkout.order.orders.Order;
import checkout.order.orders.OrderStatus;
import checkout.order.orders.Orders;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.Returns;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The open streams. A slow client cannot hold up the thread that reads the replies, because others serve the clients. */
@Component
class ProgressStreams {
    private final Map<UUID, Set<ProgressStream>> byCheckout = new ConcurrentHashMap<>();
    private final Orders orders;
    private final Returns returns;
    private final ProgressCache cache;
    private final TaskExecutor executor;

    ProgressStreams(Orders orders, Returns returns, ProgressCache cache, TaskExecutor applicationTaskExecutor) {
        this.orders = orders;
        this.returns = returns;
        this.cache = cache;
        this.executor = applicationTaskExecutor;
        cache.onProgress(this::updateSoon);
    }

    void add(ProgressStream stream) {
        byCheckout.compute(stream.checkout(), (id, streams) -> {
            Set<ProgressStream> all = streams == null ? ConcurrentHashMap.newKeySet() : streams;
            all.add(stream);
            return all;
        });
        stream.client().onCompletion(() -> remove(stream));
        stream.client().onTimeout(stream.client()::complete);
        updateSoon(stream.checkout());
    }

    private void remove(ProgressStream stream) {
        byCheckout.computeIfPresent(stream.checkout(), (id, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        });
    }

    private void updateSoon(UUID checkout) {
        if (byCheckout.containsKey(checkout)) {
            executor.execute(() -> update(List.of(checkout)));
        }
    }

    /** Reads the returns after the orders, so that none is missing from an order that is read as confirmed. */
    private void update(List<UUID> checkouts) {
        List<Order> found = orders.findAll(checkouts);
        Map<UUID, List<OrderReturn>> returnsByOrder = returns.findByOrders(found.stream()
                .filter(order -> order.status() == OrderStatus.CONFIRMED)
                .map(Order::id)
                .toList());
        for (Order order : found) {
            List<ProgressEvent> events = cache.eventsOf(order.id());
            List<OrderReturn> returnsOfOrder = returnsByOrder.getOrDefault(order.id(), List.of());
            byCheckout
                    .getOrDefault(order.id(), Set.of())
                    .forEach(stream -> stream.update(order, events, returnsOfOrder));
        }
    }

    /** Finds the ends whose replies were not read, for instance while Kafka is unavailable. */
    @Scheduled(fixedDelayString = "${checkout.progress.look-every:PT2S}")
    void updateAll() {
        if (!byCheckout.isEmpty()) {
            update(List.copyOf(byCheckout.keySet()));
        }
    }

    /** At a fixed rate it has a thread of its own, so that clients hear of a service that waits for its database. */
    @Scheduled(fixedRateString = "${checkout.progress.beat-every:PT15S}")
    void sendHeartbeats() {
        byCheckout.values().forEach(streams -> streams.forEach(ProgressStream::sendHeartbeat));
    }
}
