package checkout.order.storefront.limit;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.quota.Quota;
import checkout.order.storefront.quota.RequestBucket;
import checkout.order.storefront.quota.RequestKind;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Fails if a bucket allows more than burst and rate, refuses what they allow, or tells its clients something else. */
class RequestBucketProperties {
    private static final LimitSettings DEFAULTS = new LimitSettings(2000, 4000, 5000, 10_000, 1000, 2000, 1);

    private static final class HandClock implements TimeMeter {
        private long nanos = 1_000_000_000;

        void advance(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    @Property(tries = 300)
    void allowsTheBurstAndTheRateAndNoMore(
            @ForAll @IntRange(min = 1, max = 1000) int rate,
            @ForAll @IntRange(min = 1, max = 50) int burst,
            @ForAll @IntRange(min = 1, max = 5) int instances,
            @ForAll @Size(max = 100) List<@IntRange(max = 500) Integer> pausesInMillis) {
        HandClock clock = new HandClock();
        Quota quota = Quota.shareOf(rate, burst, instances);
        RequestBucket bucket = new RequestBucket(RequestKind.WRITES, quota, clock);
        double modelled = (double) quota.burst();
        for (int pause : pausesInMillis) {
            clock.advance(Duration.ofMillis(pause));
            modelled = Math.min((double) quota.burst(), modelled + pause / 1000.0 * rate / instances);
            RequestBucket.Take take = bucket.take();
            if (take.allowed()) {
                assertThat(modelled).isGreaterThan(0.999);
                modelled -= 1;
                assertThat(take.remaining()).isBetween(0L, quota.burst() - 1);
                assertThat(take.seconds()).isLessThanOrEqualTo(quota.windowSeconds());
            } else {
                assertThat(modelled).isLessThan(1.001);
                assertThat(take.remaining()).isZero();
                assertThat(take.seconds()).isBetween(1L, (long) instances);
            }
        }
    }

    @Property(tries = 100)
    void allowsARequestAfterTheTimeThatARefusalSays(@ForAll @IntRange(min = 1, max = 100) int rate) {
        HandClock clock = new HandClock();
        RequestBucket bucket = new RequestBucket(RequestKind.READS, Quota.shareOf(rate, 1, 7), clock);
        assertThat(bucket.take().allowed()).isTrue();
        RequestBucket.Take refused = bucket.take();
        assertThat(refused.allowed()).isFalse();
        clock.advance(Duration.ofSeconds(refused.seconds()));
        assertThat(bucket.take().allowed()).isTrue();
    }

    @Example
    void tellsTheDraftsFields() {
        RequestBucket.Take take =
                new RequestBucket(RequestKind.WRITES, Quota.shareOf(30, 100, 1), new HandClock()).take();
        assertThat(take.policyField()).isEqualTo("\"writes\";q=100;w=4");
        assertThat(take.stateField()).isEqualTo("\"writes\";r=99;t=1");
    }

    @Example
    void aChangedQuotaIsSpentAsMuchAsTheOneBefore() {
        RequestBucket bucket = new RequestBucket(RequestKind.WRITES, Quota.shareOf(10, 10, 1), new HandClock());
        for (int i = 0; i < 5; i++) {
            bucket.take();
        }
        bucket.change(Quota.shareOf(100, 100, 1));
        assertThat(bucket.take().remaining()).isEqualTo(49);
    }

    @Example
    void ownLimitsComeBeforeTheDefaults() {
        assertThat(EffectiveLimits.of(LimitOverrides.NONE, DEFAULTS))
                .isEqualTo(new EffectiveLimits(
                        new Quota(2000, Duration.ofSeconds(1), 4000),
                        new Quota(5000, Duration.ofSeconds(1), 10_000),
                        1000,
                        2000));
        LimitSettings threeInstances = new LimitSettings(2000, 4000, 5000, 10_000, 1000, 2000, 3);
        assertThat(EffectiveLimits.of(new LimitOverrides(50, null, null, 2, 7), threeInstances))
                .isEqualTo(new EffectiveLimits(
                        new Quota(50, Duration.ofSeconds(3), 33), new Quota(5000, Duration.ofSeconds(3), 1), 7, 2000));
    }
}
