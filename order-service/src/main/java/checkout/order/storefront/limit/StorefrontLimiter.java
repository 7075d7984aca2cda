package checkout.order.storefront.limit;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.quota.ConcurrencySlots;
import checkout.order.storefront.quota.RequestBucket;
import checkout.order.storefront.quota.RequestKind;
import io.github.bucket4j.TimeMeter;

/** The buckets of one storefront on this instance, and the places of its requests and streams. */
final class StorefrontLimiter {
    private final RequestBucket writes;
    private final RequestBucket reads;
    private final ConcurrencySlots inFlight;
    private final ConcurrencySlots streams;
    private volatile LimitOverrides own;

    StorefrontLimiter(LimitOverrides own, EffectiveLimits limits, TimeMeter clock) {
        this.own = own;
        this.writes = new RequestBucket(RequestKind.WRITES, limits.writes(), clock);
        this.reads = new RequestBucket(RequestKind.READS, limits.reads(), clock);
        this.inFlight = new ConcurrencySlots(limits.maxInFlight());
        this.streams = new ConcurrencySlots(limits.maxStreams());
    }

    /** The limits that it was made or last changed for. */
    LimitOverrides own() {
        return own;
    }

    synchronized void change(LimitOverrides changed, EffectiveLimits limits) {
        writes.change(limits.writes());
        reads.change(limits.reads());
        inFlight.change(limits.maxInFlight());
        own = changed;
    }

    RequestBucket.Take take(RequestKind kind) {
        return switch (kind) {
            case WRITES -> writes.take();
            case READS -> reads.take();
        };
    }

    /** The places of requests in progress. */
    ConcurrencySlots inFlight() {
        return inFlight;
    }

    /** The places of open streams of events. */
    ConcurrencySlots streams() {
        return streams;
    }
}
