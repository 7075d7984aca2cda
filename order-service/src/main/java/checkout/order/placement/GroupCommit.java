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
 * Lets concurrent requests share a transaction: a free writer commits everything that is waiting. It never waits for
 * more, so a lone request is committed at once.
 */
@Component
class GroupCommit {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final CheckoutWriter checkoutWriter;
    private final CheckoutWriterSettings settings;
    private final BlockingQueue<WaitingCheckout> queue;
    private final Queue<Deadline> deadlines = new ConcurrentLinkedQueue<>();
    private final ExecutorService writers;

    /** A thread of its own, so that requests time out even if the database blocks all writers. */
    private final ScheduledExecutorService timeouts;

    private record WaitingCheckout(NewCheckout checkout, CompletableFuture<PlacementOutcome> outcome) {}

    private record Deadline(CompletableFuture<PlacementOutcome> outcome, long startedNanos) {}

    GroupCommit(CheckoutWriter checkoutWriter, CheckoutWriterSettings settings) {
        this.checkoutWriter = checkoutWriter;
        this.settings = settings;
        this.queue = new ArrayBlockingQueue<>(settings.maxWaiting());
        this.writers = Executors.newFixedThreadPool(settings.writers(), task -> new Thread(task, "checkout-writer"));
        for (int i = 0; i < settings.writers(); i++) {
            writers.execute(this::writeUntilInterrupted);
        }
        this.timeouts = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "checkout-timeouts"));
        var unused = timeouts.scheduleWithFixedDelay(this::failOverdue, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * The future outcome. It fails at once with {@link TooManyWaiting} if the queue is full, and later with a
     * {@link TimeoutException} if the commit takes too long; the checkout may still be committed after that.
     */
    CompletableFuture<PlacementOutcome> place(NewCheckout checkout) {
        WaitingCheckout waiting = new WaitingCheckout(checkout, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            waiting.outcome().completeExceptionally(new TooManyWaiting());
        } else {
            deadlines.add(new Deadline(waiting.outcome(), System.nanoTime()));
        }
        return waiting.outcome();
    }

    /** One check a second for all requests, because a timer for each would wake a thread for each. */
    private void failOverdue() {
        long now = System.nanoTime();
        Deadline oldest = deadlines.peek();
        while (oldest != null
                && (oldest.outcome().isDone()
                        || now - oldest.startedNanos() >= settings.timeout().toNanos())) {
            oldest.outcome().completeExceptionally(new TimeoutException());
            deadlines.remove();
            oldest = deadlines.peek();
        }
    }

    private void writeUntilInterrupted() {
        List<WaitingCheckout> batch = new ArrayList<>(settings.maxBatch());
        while (!Thread.currentThread().isInterrupted()) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            queue.drainTo(batch, settings.maxBatch() - 1);
            commit(batch);
            batch.clear();
        }
    }

    private void commit(List<WaitingCheckout> batch) {
        try {
            List<PlacementOutcome> outcomes = checkoutWriter.place(
                    batch.stream().map(WaitingCheckout::checkout).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).outcome().complete(outcomes.get(i));
            }
        } catch (RuntimeException | Error failure) {
            // errors as well, because the requests would wait in vain if the writer ended
            if (batch.size() == 1) {
                batch.getFirst().outcome().completeExceptionally(failure);
                return;
            }
            log.warn("Committing {} checkouts together failed; they are committed one by one", batch.size(), failure);
            batch.forEach(one -> commit(List.of(one)));
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        writers.shutdownNow();
        if (!writers.awaitTermination(5, TimeUnit.SECONDS)) {
            log.warn("A writer is still committing; its clients will repeat their requests with the same keys");
        }
        timeouts.shutdownNow();
        deadlines.forEach(deadline -> deadline.outcome().completeExceptionally(new TimeoutException()));
    }

    /** The queue is full. */
    static final class TooManyWaiting extends RuntimeException {
        TooManyWaiting() {
            super("too many checkouts are waiting", null, false, false);
        }
    }
}
