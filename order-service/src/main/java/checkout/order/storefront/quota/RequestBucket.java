package checkout.order.storefront.quota;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

/** A token bucket for one kind of requests of one storefront. */
public final class RequestBucket {
    private static final long NANOS = 1_000_000_000;

    private final RequestKind kind;
    private final Bucket bucket;
    private volatile Quota quota;

    public RequestBucket(RequestKind kind, Quota quota, TimeMeter clock) {
        this.kind = kind;
        this.quota = quota;
        this.bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(quota.burst()).refillGreedy(quota.requests(), quota.period()))
                .withCustomTimePrecision(clock)
                .build();
    }

    /**
     * The answer of a bucket to one request.
     *
     * @param remaining how many more requests it would allow now
     * @param seconds until it is full again, or until it allows the next request if it refused this one
     */
    public record Take(RequestKind kind, Quota quota, boolean allowed, long remaining, long seconds) {
        /** The value of {@code RateLimit-Policy}: the burst, and the seconds in which it is allowed again. */
        public String policyField() {
            return '"' + kind.policy() + "\";q=" + quota.burst() + ";w=" + quota.windowSeconds();
        }

        /** The value of {@code RateLimit}. */
        public String stateField() {
            return '"' + kind.policy() + "\";r=" + remaining + ";t=" + seconds;
        }
    }

    public Take take() {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? new Take(kind, quota, true, probe.getRemainingTokens(), seconds(probe.getNanosToWaitForReset()))
                : new Take(kind, quota, false, 0, Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, NANOS);
    }

    /** A bucket that was half full is half full afterwards. */
    public void change(Quota changed) {
        if (!changed.equals(quota)) {
            bucket.replaceConfiguration(changed.configuration(), TokensInheritanceStrategy.PROPORTIONALLY);
            quota = changed;
        }
    }
}
