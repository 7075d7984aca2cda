package checkout.order.storefront;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The storefronts.
 *
 * @param storefronts the key of each storefront, by its name
 * @param shop the demo shop, closed unless it is given a storefront to sell as
 */
@ConfigurationProperties("checkout")
record StorefrontSettings(
        @DefaultValue Map<String, String> storefronts,
        @Nullable Shop shop) {
    /** @param storefront whose checkouts the shop page places */
    record Shop(@Nullable String storefront) {}
}
