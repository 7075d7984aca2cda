package checkout.payment.limit;

import checkout.payment.pending.CallLane;
import checkout.payment.pending.CardShare;
import checkout.payment.provider.CardCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The due calls of one kind and lane, with permits of their own. It is searched when it is told so, and regularly. */
public final class CallQueue {
    private final CallLane lane;
    private final CallPermits permits;
    private final Source source;
    private final long searchEvery;
    private final AtomicBoolean due = new AtomicBoolean(true);
    private long lastSearch = System.nanoTime();

    /** @param searchEvery even if nobody says that a call is due */
    public CallQueue(CallLane lane, CallPermits permits, Duration searchEvery, Source source) {
        this.lane = lane;
        this.permits = permits;
        this.source = source;
        this.searchEvery = searchEvery.toNanos();
    }

    /** Where the due calls are. */
    public interface Source {
        /** Takes due calls, whose leases begin. */
        List<CardCall> takeDue(CallLane lane, int limit, CardShare share);
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
        return source.takeDue(lane, limit, permits.share());
    }

    public CallPermits permits() {
        return permits;
    }

    public CallLane lane() {
        return lane;
    }
}
