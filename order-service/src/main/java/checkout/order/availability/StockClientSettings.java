package checkout.order.availability;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The connection to inventory-service, and for how long its answers are used. Without a URL, products are listed without
 * availability.
 *
 * @param url inventory-service
 * @param maxAge how long an answer is fresh
 * @param staleWhileRevalidate how long after that it is still given without waiting for a new one
 * @param unknownAfter how old an answer is when it is no longer given at all
 * @param timeout how long a request to inventory-service may take, and a reader waits
 * @param maxSkus how many skus are remembered
 * @param maxRequests how many requests to inventory-service are under way at most
 */
@ConfigurationProperties("checkout.stock")
record StockClientSettings(
        @Nullable URI url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @Name("fresh") @DefaultValue("1s") Duration maxAge,
        @DefaultValue("2s") Duration staleWhileRevalidate,
        @DefaultValue("30s") Duration unknownAfter,
        @DefaultValue("500ms") Duration timeout,
        @DefaultValue("20000") int maxSkus,
        @DefaultValue("4") int maxRequests) {

    StockClientSettings {
        if (!maxAge.isPositive() || !timeout.isPositive() || staleWhileRevalidate.isNegative()) {
            throw new IllegalArgumentException(
                    "checkout.stock.fresh is %s, .stale-while-revalidate %s, .timeout %s; set times above 0, such as 1s"
                            .formatted(maxAge, staleWhileRevalidate, timeout));
        }
        if (unknownAfter.compareTo(maxAge.plus(staleWhileRevalidate)) < 0) {
            throw new IllegalArgumentException(
                    "checkout.stock.unknown-after is %s; set at least %s, the sum of .fresh and .stale-while-revalidate"
                            .formatted(unknownAfter, maxAge.plus(staleWhileRevalidate)));
        }
        if (maxSkus < 1 || maxRequests < 1) {
            throw new IllegalArgumentException("checkout.stock.max-skus is %d and .max-requests %d; set at least 1"
                    .formatted(maxSkus, maxRequests));
        }
    }
}
