package checkout.order.storefront;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The storefronts, the demo shop, and the page that tries the API.
 *
 * @param storefronts the key of each storefront by its name
 * @param shop the demo shop, closed unless it names a storefront
 * @param docs the page that tries the API, which is not served unless it is interactive
 */
@ConfigurationProperties("checkout")
record StorefrontSettings(
        @DefaultValue Map<String, String> storefronts,
        @Nullable Shop shop,
        @Nullable Docs docs) {
    /** @param storefront the storefront for which the shop page places checkouts */
    record Shop(@Nullable String storefront) {}

    /** @param interactive whether {@code /docs} is served */
    record Docs(boolean interactive) {}
}
