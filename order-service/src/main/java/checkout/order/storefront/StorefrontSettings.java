package checkout.order.storefront;

import java.util.Map;
import java.util.Set;
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
    /**
     * @param storefront the storefront for which the shop page places checkouts
     * @param hosts the names under which pages get the shop's session; a name that somebody else owns, and lets mean this
     *     address, is none of them
     */
    record Shop(
            @Nullable String storefront,

            @DefaultValue({"127.0.0.1", "localhost", "[::1]"})
            Set<String> hosts) {}

    /** @param interactive whether {@code /docs} is served */
    record Docs(boolean interactive) {}
}
