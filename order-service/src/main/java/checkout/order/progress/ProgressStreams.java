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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The open streams. One task at a time reads from the database, for all streams, so they never need more than one
 * connection; each client is served by a task of its own, so that a slow one holds up nobody else.
 */
@Component
class ProgressStreams {
    private static final Logger log = LoggerFactory.getLogger(ProgressStreams.class);

    private final Map<UUID, Set<ProgressStream>> byCheckout = new ConcurrentHashMap<>();
    private final Orders orders;
    private final Returns returns;
    private final ProgressCache cache;
    private final TaskExecutor executor;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reading = new AtomicBoolean();

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
            changed.add(checkout);
            readSoon();
        }
    }

    private void readSoon() {
        if (reading.compareAndSet(false, true)) {
            executor.execute(this::readChanged);
        }
    }

    private void readChanged() {
        List<UUID> checkouts = List.copyOf(changed);
        try {
            changed.removeAll(checkouts);
            update(checkouts);
        } catch (DataAccessException passing) {
            log.warn(
                    "Reading {} checkouts for their streams failed and will be repeated: {}",
                    checkouts.size(),
                    passing.toString());
        } finally {
            reading.set(false);
            if (!changed.isEmpty()) {
                readSoon();
            }
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
                    .forEach(stream ->
                            stream.updateOn(executor, order, events, returnsOfOrder, () -> updateSoon(order.id())));
        }
    }

    /** Finds the ends whose replies were not read, for instance while Kafka is unavailable. */
    @Scheduled(fixedDelayString = "${checkout.progress.look-every:PT2S}")
    void updateAll() {
        if (!byCheckout.isEmpty()) {
            changed.addAll(byCheckout.keySet());
            readSoon();
        }
    }

    @Scheduled(fixedDelayString = "${checkout.progress.beat-every:PT15S}")
    void sendHeartbeats() {
        byCheckout
                .values()
                .forEach(streams -> streams.forEach(
                        stream -> stream.sendHeartbeatOn(executor, () -> updateSoon(stream.checkout()))));
    }
}
