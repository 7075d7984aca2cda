package checkout.order.storefront;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The storefronts and the demo shop.
 *
 * @param storefronts the key of each storefront by its name
 * @param shop the demo shop, closed unless it names a storefront
 */
@ConfigurationProperties("checkout")
record StorefrontSettings(
        @DefaultValue Map<String, String> storefronts,
        @Nullable Shop shop) {
    /** @param storefront the storefront for which the shop page places checkouts */
    record Shop(@Nullable String storefront) {}
}
