package checkout.payment.limit;

import checkout.payment.pending.AttemptKind;
import checkout.payment.pending.PerCardLimit;
import checkout.payment.provider.CardCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The due calls of one kind, either the first ones or the repeated ones, with permits of their own. It is searched when it is told so, and regularly. */
public final class CallQueue {
    private final AttemptKind attempts;
    private final CallPermits permits;
    private final Source source;
    private final long searchEvery;
    private final AtomicBoolean due = new AtomicBoolean(true);
    private long lastSearch = System.nanoTime();

    /** @param searchEvery even if nobody says that a call is due */
    public CallQueue(AttemptKind attempts, CallPermits permits, Duration searchEvery, Source source) {
        this.attempts = attempts;
        this.permits = permits;
        this.source = source;
        this.searchEvery = searchEvery.toNanos();
    }

    /** Where the due calls are. */
    public interface Source {
        /** Takes due calls, whose leases begin. */
        List<CardCall> takeDue(AttemptKind attempts, int limit, PerCardLimit perCard);
    }

    /** Says that a call is due. */
    public void isDue() {
        due.set(true);
    }

    public boolean shouldBeSearched() {
        long now = System.nanoTime();
        if (due.getAndSet(false) || now - lastSearch >= searchEvery) {
            lastSearch = now;
            return true;
        }
        return false;
    }

    public List<CardCall> takeDue(int limit) {
        return source.takeDue(attempts, limit, permits.perCard());
    }

    public CallPermits permits() {
        return permits;
    }

    public AttemptKind attempts() {
        return attempts;
    }
}
