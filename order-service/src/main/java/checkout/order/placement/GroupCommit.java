package checkout.order.placement;

import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.handling.LockTimeouts;
import checkout.order.placement.PlacementOutcome.NotPlaced;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets concurrent requests share a transaction: a free writer commits everything that is waiting. It never waits for
 * more, so a lone request is committed at once.
 */
@Component
class GroupCommit {
    private static final int MOST_CONTENDED_IN_A_ROW = 3;
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration MAX_CHECK_INTERVAL = Duration.ofSeconds(1);

    private final CheckoutWriter checkoutWriter;
    private final CheckoutWriterSettings settings;
    private final WaitingCheckouts queue;
    private final Queue<WaitingCheckout> byAge = new ConcurrentLinkedQueue<>();
    private final ExecutorService writers;
    private volatile boolean stopping;

    /** A thread of its own, so that requests time out even if the database blocks all writers. */
    private final ScheduledExecutorService timeouts;

    GroupCommit(CheckoutWriter checkoutWriter, CheckoutWriterSettings settings) {
        this.checkoutWriter = checkoutWriter;
        this.settings = settings;
        this.queue = new WaitingCheckouts(settings.maxWaiting());
        this.writers = Executors.newFixedThreadPool(settings.writers(), task -> new Thread(task, "checkout-writer"));
        for (int i = 0; i < settings.writers(); i++) {
            writers.execute(this::writeUntilStopped);
        }
        this.timeouts = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "checkout-timeouts"));
        long interval = Math.max(
                1, Math.min(MAX_CHECK_INTERVAL.toMillis(), settings.timeout().toMillis() / 10));
        var unused = timeouts.scheduleWithFixedDelay(this::giveUpOverdue, interval, interval, TimeUnit.MILLISECONDS);
    }

    /**
     * The future outcome. It is {@link NotPlaced} at once if the queue is full, and after the timeout if no transaction has
     * taken the checkout by then; it is {@link PlacementOutcome.Unknown} if one has and did not end in time.
     */
    CompletableFuture<PlacementOutcome> place(NewCheckout checkout) {
        return submit(checkout).outcome();
    }

    /** The same, for whoever has to know as well when its transaction has ended. */
    WaitingCheckout submit(NewCheckout checkout) {
        WaitingCheckout waiting = new WaitingCheckout(checkout);
        if (!queue.offer(waiting)) {
            waiting.giveUp(NotPlaced.Cause.BUSY);
            return waiting;
        }
        byAge.add(waiting);
        if (stopping) {
            // the writers may be gone, and stop() may have looked before this was added
            waiting.giveUp(NotPlaced.Cause.STOPPING);
        }
        return waiting;
    }

    /** One check for all requests, because a timer for each would wake a thread for each. */
    private void giveUpOverdue() {
        long now = System.nanoTime();
        WaitingCheckout oldest = byAge.peek();
        while (oldest != null
                && (!oldest.isOpen()
                        || now - oldest.waitingSince() >= settings.timeout().toNanos())) {
            oldest.giveUp(NotPlaced.Cause.BUSY);
            byAge.remove();
            oldest = byAge.peek();
        }
    }

    private void writeUntilStopped() {
        List<WaitingCheckout> batch = new ArrayList<>(settings.maxBatch());
        while (!stopping) {
            try {
                queue.moveTo(batch, settings.maxBatch());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
            commit(batch);
            batch.clear();
        }
    }

    /** Errors are caught as well, because the requests would wait in vain if the writer ended. */
    private void commit(List<WaitingCheckout> batch) {
        try {
            checkoutWriter.place(batch);
        } catch (RuntimeException | Error failure) {
            if (LockTimeouts.is(failure)) {
                commitEachAlone(batch, failure);
            } else if (isUnavailable(failure)) {
                commitAgain(batch, failure);
            } else if (batch.size() == 1) {
                batch.getFirst().fail(failure);
            } else {
                log.warn(
                        "Committing {} checkouts together failed; they are committed one by one",
                        batch.size(),
                        failure);
                batch.stream().filter(WaitingCheckout::isOpen).forEach(one -> commit(List.of(one)));
            }
        }
    }

    /**
     * A second attempt gets another connection, and tells whether the first was committed if its connection was lost before
     * the answer.
     */
    private void commitAgain(List<WaitingCheckout> batch, Throwable failure) {
        List<WaitingCheckout> open = open(batch);
        log.warn(
                "Committing {} checkouts failed; those still waited for, {}, are committed again: {}",
                batch.size(),
                open.size(),
                failure.toString());
        try {
            checkoutWriter.place(open);
        } catch (RuntimeException | Error again) {
            if (LockTimeouts.is(again)) {
                commitEachAlone(open, again);
            } else {
                giveUp(open, again);
            }
        }
    }

    /**
     * A wait for a lock has ended. Whoever needs a key that another transaction holds is told so, and the others are
     * committed. Every other lock is one that all of them need, so none waits for it after the first has; nor do the others wait
     * after several in a row have waited for their keys, because that is a lock on the table.
     */
    private void commitEachAlone(List<WaitingCheckout> batch, Throwable failure) {
        List<WaitingCheckout> open = open(batch);
        log.warn(
                "Committing {} checkouts waited too long for a lock; those still waited for, {}, are committed one by one: {}",
                batch.size(),
                open.size(),
                failure.toString());
        int contendedInARow = 0;
        for (WaitingCheckout one : open) {
            if (contendedInARow == MOST_CONTENDED_IN_A_ROW) {
                giveUp(open(open), failure);
                return;
            }
            try {
                contendedInARow = checkoutWriter.placeAlone(one) ? 0 : contendedInARow + 1;
            } catch (RuntimeException | Error again) {
                if (isUnavailable(again)) {
                    giveUp(open(open), again);
                    return;
                }
                one.fail(again);
            }
        }
    }

    private static void giveUp(List<WaitingCheckout> open, Throwable again) {
        log.warn("Committing {} checkouts failed again; their requests are answered with 503", open.size(), again);
        open.forEach(waiting -> waiting.giveUp(NotPlaced.Cause.DATABASE_UNAVAILABLE));
    }

    private static List<WaitingCheckout> open(List<WaitingCheckout> batch) {
        return batch.stream().filter(WaitingCheckout::isOpen).toList();
    }

    /** Whether the database, not a checkout, is at fault. Spring has no type for some of it, such as a read-only server. */
    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof TransactionException
                || failure instanceof DataAccessResourceFailureException
                || Faults.kindOf(failure) == FaultKind.TRANSIENT;
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        writers.shutdownNow();
        if (!writers.awaitTermination(5, TimeUnit.SECONDS)) {
            log.warn("A writer is still committing; its requests are told that their outcome is unknown");
        }
        timeouts.shutdownNow();
        byAge.forEach(waiting -> waiting.giveUp(NotPlaced.Cause.STOPPING));
    }
}
