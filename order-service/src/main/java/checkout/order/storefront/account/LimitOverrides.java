package checkout.order.storefront.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one storefront. Rates and bursts are for all instances together; what is null is as the settings say.
 *
 * @param writesPerSecond requests that may change something
 * @param writeBurst how many of them are possible at once
 * @param readsPerSecond all other requests
 * @param readBurst how many of them are possible at once
 * @param maxInFlight how many requests may be in progress on each instance
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitOverrides(
        @Nullable Integer writesPerSecond,
        @Nullable Integer writeBurst,
        @Nullable Integer readsPerSecond,
        @Nullable Integer readBurst,
        @Nullable Integer maxInFlight) {
    public static final LimitOverrides NONE = new LimitOverrides(null, null, null, null, null);
}
