package checkout.order.storefront.limit;

import checkout.order.storefront.account.LimitOverrides;
import io.github.bucket4j.TimeMeter;
import java.util.concurrent.atomic.AtomicInteger;

/** The buckets of one storefront on this instance, and how many of its requests are in progress. */
final class StorefrontLimiter {
    private final RequestBucket writes;
    private final RequestBucket reads;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int maxInFlight;
    private volatile LimitOverrides own;

    StorefrontLimiter(LimitOverrides own, EffectiveLimits limits, TimeMeter clock) {
        this.own = own;
        this.writes = new RequestBucket(RequestKind.WRITES, limits.writes(), clock);
        this.reads = new RequestBucket(RequestKind.READS, limits.reads(), clock);
        this.maxInFlight = limits.maxInFlight();
    }

    /** The limits that it was made or last changed for. */
    LimitOverrides own() {
        return own;
    }

    synchronized void change(LimitOverrides changed, EffectiveLimits limits) {
        writes.change(limits.writes());
        reads.change(limits.reads());
        maxInFlight = limits.maxInFlight();
        own = changed;
    }

    RequestBucket.Take take(RequestKind kind) {
        return switch (kind) {
            case WRITES -> writes.take();
            case READS -> reads.take();
        };
    }

    /** Whether one more request may be in progress; if so, {@link #leave} has to follow. */
    boolean enter() {
        if (inFlight.incrementAndGet() <= maxInFlight) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    void leave() {
        inFlight.decrementAndGet();
    }

    int maxInFlight() {
        return maxInFlight;
    }
}
