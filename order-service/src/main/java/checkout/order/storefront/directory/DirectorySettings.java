package checkout.order.storefront.directory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How soon an instance hears of changes of storefronts and keys.
 *
 * @param refresh how often it looks; a revoked key is refused everywhere after this time and one query
 */
@ConfigurationProperties("checkout.keys")
record DirectorySettings(@DefaultValue("500ms") Duration refresh) {
    private static final Duration MIN = Duration.ofMillis(10);
    private static final Duration MAX = Duration.ofMinutes(1);

    DirectorySettings {
        if (refresh.compareTo(MIN) < 0 || refresh.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "checkout.keys.refresh is %s; set a time from %s to %s, after which a revoked key is refused"
                            .formatted(refresh, MIN, MAX));
        }
    }
}
