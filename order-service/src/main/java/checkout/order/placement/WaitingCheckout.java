package checkout.order.placement;

import checkout.order.placement.PlacementOutcome.KeyInFlight;
import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.order.placement.PlacementOutcome.Unknown;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A checkout that waits for a transaction. Either a transaction takes it, or it is withdrawn and no transaction ever will:
 * one atomic step decides between the two, so an answer that says 'not placed' stays true.
 */
final class WaitingCheckout {
    private final NewCheckout checkout;
    private final CompletableFuture<PlacementOutcome> outcome = new CompletableFuture<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final long waitingSince = System.nanoTime();
    private boolean inTransaction;

    private enum State {
        WAITING,
        /** Its statements are sent, or about to be. */
        TAKEN,
        /** A commit of it failed without telling whether it took effect. */
        UNCERTAIN,
        WITHDRAWN
    }

    WaitingCheckout(NewCheckout checkout) {
        this.checkout = checkout;
    }

    NewCheckout checkout() {
        return checkout;
    }

    CompletableFuture<PlacementOutcome> outcome() {
        return outcome;
    }

    long waitingSince() {
        return waitingSince;
    }

    /** Whether somebody still waits for the outcome. */
    boolean isOpen() {
        return !outcome.isDone();
    }

    /** Takes it into a transaction, from here on it may be committed; false if it was answered before. */
    synchronized boolean take() {
        inTransaction = isOpen() && (state.compareAndSet(State.WAITING, State.TAKEN) || state.get() == State.UNCERTAIN);
        return inTransaction;
    }

    /** The transaction that took it is committed. */
    void committed(PlacementOutcome placed) {
        leave();
        outcome.complete(placed);
    }

    /** The transaction that took it was not committed. An earlier commit remains uncertain. */
    void putBack() {
        state.compareAndSet(State.TAKEN, State.WAITING);
        leave();
    }

    /** The transaction that took it failed to commit and may have taken effect all the same. */
    void becomeUncertain() {
        state.compareAndSet(State.TAKEN, State.UNCERTAIN);
        leave();
    }

    private synchronized void leave() {
        inTransaction = false;
        if (!isOpen()) {
            end.complete(null);
        }
    }

    /** When it is answered and no transaction of this instance has it, nor will have it. To be called after the answer. */
    synchronized CompletionStage<Void> end() {
        if (!isOpen() && !inTransaction) {
            end.complete(null);
        }
        return end;
    }

    void complete(PlacementOutcome known) {
        outcome.complete(known);
    }

    /** Answers without waiting further: it is withdrawn, or its outcome is unknown if a transaction has taken it. */
    void giveUp(NotPlaced.Cause cause) {
        outcome.complete(withdraw() ? new NotPlaced(cause) : new Unknown());
    }

    /** Answers that another transaction has its key. After a commit that may have succeeded, that one may be its own. */
    void leaveToOther() {
        outcome.complete(withdraw() ? new KeyInFlight() : new Unknown());
    }

    /** Answers with a failure that no retry can change. */
    void fail(Throwable failure) {
        if (withdraw()) {
            outcome.completeExceptionally(failure);
        } else {
            outcome.complete(new Unknown());
        }
    }

    private boolean withdraw() {
        return state.compareAndSet(State.WAITING, State.WITHDRAWN) || state.get() == State.WITHDRAWN;
    }
}
