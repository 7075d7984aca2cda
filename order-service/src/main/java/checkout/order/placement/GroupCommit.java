package checkout.order.placement;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets requests that come at the same time share one transaction: whatever waits when a writer is free is committed
 * together. A lone request waits for nobody.
 */
@Component
class GroupCommit {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final CheckoutWriter checkoutWriter;
    private final CheckoutWriterSettings settings;
    private final BlockingQueue<Waiting> queue;
    private final Queue<Promise> promises = new ConcurrentLinkedQueue<>();
    private final ExecutorService writers;

    /** A thread that waits for nothing else: a database that hangs must not keep it from letting people go. */
    private final ScheduledExecutorService patience;

    private record Waiting(NewCheckout newCheckout, CompletableFuture<PlacementOutcome> outcome) {}

    /** An outcome that is waited for since then. */
    private record Promise(CompletableFuture<PlacementOutcome> outcome, long sinceNanos) {}

    GroupCommit(CheckoutWriter checkoutWriter, CheckoutWriterSettings settings) {
        this.checkoutWriter = checkoutWriter;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.waiting());
        this.writers = Executors.newFixedThreadPool(settings.writers(), work -> new Thread(work, "intake-writer"));
        for (int i = 0; i < settings.writers(); i++) {
            writers.execute(this::write);
        }
        this.patience = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "intake-patience"));
        var unused = patience.scheduleWithFixedDelay(this::letGo, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * The outcome to come. It is already failed when there are too many waiting, and fails with a {@link TimeoutException}
     * when patience ends, although the checkout may be committed yet.
     */
    CompletableFuture<PlacementOutcome> place(NewCheckout newCheckout) {
        Waiting waiting = new Waiting(newCheckout, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.outcome().completeExceptionally(new TooManyWaiting());
        } else {
            promises.add(new Promise(waiting.outcome(), System.nanoTime()));
        }
        return waiting.outcome();
    }

    /** Lets go who has waited too long. One look a second spares each request a timer, and a thread that is woken for it. */
    private void letGo() {
        long now = System.nanoTime();
        Promise oldest = promises.peek();
        while (oldest != null
                && (oldest.outcome().isDone()
                        || now - oldest.sinceNanos() >= settings.patience().toNanos())) {
            oldest.outcome().completeExceptionally(new TimeoutException());
            promises.remove();
            oldest = promises.peek();
        }
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>(settings.most());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            queue.drainTo(batch, settings.most() - 1);
            commit(batch);
            batch.clear();
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            List<PlacementOutcome> outcomes = checkoutWriter.place(
                    batch.stream().map(Waiting::newCheckout).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failure) {
            // an error too: a writer that ended would leave everybody waiting
            if (batch.size() == 1) {
                batch.get(0).outcome().completeExceptionally(failure);
                return;
            }
            log.warn(
                    "{} checkouts could not be committed together and are committed one by one", batch.size(), failure);
            batch.forEach(one -> commit(List.of(one)));
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        writers.shutdownNow();
        if (!writers.awaitTermination(5, TimeUnit.SECONDS)) {
            log.warn("An intake writer is still committing; its clients ask again with the same key");
        }
        patience.shutdownNow();
        promises.forEach(promise -> promise.outcome().completeExceptionally(new TimeoutException()));
    }

    /** More requests are waiting than may. */
    static final class TooManyWaiting extends RuntimeException {
        TooManyWaiting() {
            super("too many checkouts are waiting", null, false, false);
        }
    }
}
