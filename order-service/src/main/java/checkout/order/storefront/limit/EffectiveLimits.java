package checkout.order.storefront.limit;

import checkout.order.storefront.account.LimitOverrides;
import checkout.order.storefront.quota.Quota;
import org.jspecify.annotations.Nullable;

/** The limits of a storefront on one instance: its own, and those of the settings where it has none. */
record EffectiveLimits(Quota writes, Quota reads, int maxInFlight, int maxStreams) {
    private static final int BURST_SECONDS = 2;

    static EffectiveLimits of(LimitOverrides own, LimitSettings defaults) {
        return new EffectiveLimits(
                quota(
                        own.writesPerSecond(),
                        own.writeBurst(),
                        defaults.writesPerSecond(),
                        defaults.writeBurst(),
                        defaults),
                quota(own.readsPerSecond(), own.readBurst(), defaults.readsPerSecond(), defaults.readBurst(), defaults),
                own.maxInFlight() == null ? defaults.maxInFlight() : own.maxInFlight(),
                defaults.maxStreams());
    }

    /** A storefront with a rate of its own and no burst has a burst of two seconds. */
    private static Quota quota(
            @Nullable Integer rate,
            @Nullable Integer burst,
            int defaultRate,
            int defaultBurst,
            LimitSettings settings) {
        int effectiveRate = rate == null ? defaultRate : rate;
        int burstWithoutOwn = rate == null ? defaultBurst : rate * BURST_SECONDS;
        return Quota.shareOf(effectiveRate, burst == null ? burstWithoutOwn : burst, settings.instances());
    }
}
