package checkout.order.storefront.limit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limits of storefronts that have none of their own.
 *
 * @param writesPerSecond how many requests of a storefront that may change something are allowed in the long run
 * @param writeBurst how many of them are allowed at once
 * @param readsPerSecond the same for all other requests
 * @param readBurst how many of them are allowed at once
 * @param maxInFlight how many requests of a storefront may be in progress on each instance
 * @param maxStreams how many streams of events of a storefront may be open on each instance
 * @param instances among how many instances the requests are distributed; each allows its share of rates and bursts
 */
@ConfigurationProperties("checkout.limits")
record LimitSettings(
        @DefaultValue("2000") int writesPerSecond,
        @DefaultValue("4000") int writeBurst,
        @DefaultValue("5000") int readsPerSecond,
        @DefaultValue("10000") int readBurst,
        @DefaultValue("1000") int maxInFlight,
        @DefaultValue("2000") int maxStreams,
        @DefaultValue("1") int instances) {
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_BURST = 10_000_000;
    private static final int MAX_IN_FLIGHT = 100_000;
    private static final int MAX_INSTANCES = 1_000;

    LimitSettings {
        check("writes-per-second", writesPerSecond, MAX_RATE);
        check("write-burst", writeBurst, MAX_BURST);
        check("reads-per-second", readsPerSecond, MAX_RATE);
        check("read-burst", readBurst, MAX_BURST);
        check("max-in-flight", maxInFlight, MAX_IN_FLIGHT);
        check("max-streams", maxStreams, MAX_IN_FLIGHT);
        check("instances", instances, MAX_INSTANCES);
    }

    private static void check(String setting, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(
                    "checkout.limits.%s is %d; set a number from 1 to %,d".formatted(setting, value, max));
        }
    }
}
