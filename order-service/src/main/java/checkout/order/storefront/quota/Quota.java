package checkout.order.storefront.quota;

import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * What one instance allows a storefront of one kind of requests.
 *
 * @param requests how many in each period
 * @param burst how many at once
 */
public record Quota(long requests, Duration period, long burst) {

    /** The share of one of several instances in a rate and a burst. */
    public static Quota shareOf(int perSecond, int burst, int instances) {
        // requests per so many seconds, because a share may be less than one request per second
        return new Quota(perSecond, Duration.ofSeconds(instances), Math.max(1, burst / instances));
    }

    /** The seconds in which the whole burst is allowed again, rounded up. */
    public long windowSeconds() {
        return Math.ceilDiv(burst * period.toSeconds(), requests);
    }

    BucketConfiguration configuration() {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(requests, period))
                .build();
    }
}
