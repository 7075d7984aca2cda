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
class ProgressStreams {
    private final Map<UUID, Set<ProgressStream>> byCheckout = new ConcurrentHashMap<>();
    private final Orders orders;
    private final ProgressCache board;
    private final TaskExecutor executor;

    ProgressStreams(Orders orders, ProgressCache board, TaskExecutor applicationTaskExecutor) {
        this.orders = orders;
        this.board = board;
        this.executor = applicationTaskExecutor;
        board.onProgress(this::news);
    }

    void add(ProgressStream progressStream) {
        byCheckout.compute(progressStream.checkout(), (id, progressStreams) -> {
            Set<ProgressStream> all = progressStreams == null ? ConcurrentHashMap.newKeySet() : progressStreams;
            all.add(progressStream);
            return all;
        });
        progressStream.client().onCompletion(() -> remove(progressStream));
        progressStream.client().onTimeout(progressStream.client()::complete);
        news(progressStream.checkout());
    }

    private void remove(ProgressStream progressStream) {
        byCheckout.computeIfPresent(progressStream.checkout(), (id, progressStreams) -> {
            progressStreams.remove(progressStream);
            return progressStreams.isEmpty() ? null : progressStreams;
        });
    }

    private void news(UUID checkout) {
        if (byCheckout.containsKey(checkout)) {
            executor.execute(() -> catchUp(List.of(checkout)));
        }
    }

    private void catchUp(List<UUID> checkouts) {
        for (Order order : orders.findAll(checkouts)) {
            List<ProgressEvent> steps = board.of(order.id());
            byCheckout
                    .getOrDefault(order.id(), Set.of())
                    .forEach(progressStream -> progressStream.catchUp(order, steps));
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
        byCheckout.values().forEach(progressStreams -> progressStreams.forEach(ProgressStream::beat));
    }
}
