package checkout.order.progress;

import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Everybody who is watching a checkout now. Slow clients are served by other threads than the one that hears the news. */
@Component
class Watches {
    private final Map<UUID, Set<Watch>> byCheckout = new ConcurrentHashMap<>();
    private final Orders orders;
    private final ProgressBoard board;
    private final TaskExecutor executor;

    Watches(Orders orders, ProgressBoard board, TaskExecutor applicationTaskExecutor) {
        this.orders = orders;
        this.board = board;
        this.executor = applicationTaskExecutor;
        board.onProgress(this::news);
    }

    void add(Watch watch) {
        byCheckout.compute(watch.checkout(), (id, watches) -> {
            Set<Watch> all = watches == null ? ConcurrentHashMap.newKeySet() : watches;
            all.add(watch);
            return all;
        });
        watch.client().onCompletion(() -> remove(watch));
        watch.client().onTimeout(watch.client()::complete);
        news(watch.checkout());
    }

    private void remove(Watch watch) {
        byCheckout.computeIfPresent(watch.checkout(), (id, watches) -> {
            watches.remove(watch);
            return watches.isEmpty() ? null : watches;
        });
    }

    private void news(UUID checkout) {
        if (byCheckout.containsKey(checkout)) {
            executor.execute(() -> catchUp(List.of(checkout)));
        }
    }

    private void catchUp(List<UUID> checkouts) {
        for (Order order : orders.findAll(checkouts)) {
            List<Step> steps = board.of(order.id());
            byCheckout.getOrDefault(order.id(), Set.of()).forEach(watch -> watch.catchUp(order, steps));
        }
    }

    /** The ends that no news came of, because the news stopped: the database tells them a little later. */
    @Scheduled(fixedDelayString = "${checkout.progress.look-every:PT2S}")
    void look() {
        if (!byCheckout.isEmpty()) {
            catchUp(List.copyOf(byCheckout.keySet()));
        }
    }

    @Scheduled(fixedDelayString = "${checkout.progress.beat-every:PT15S}")
    void beat() {
        byCheckout.values().forEach(watches -> watches.forEach(Watch::beat));
    }
}
