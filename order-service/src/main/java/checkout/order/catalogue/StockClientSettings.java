package checkout.order.catalogue;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The connection to inventory-service. Without a URL, products are listed without availability.
 *
 * @param url inventory-service
 * @param maxAge how long an answer is reused
 * @param timeout how long a request waits for an answer
 */
@ConfigurationProperties("checkout.stock")
record StockClientSettings(
        @Nullable URI url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @Name("fresh") @DefaultValue("1s") Duration maxAge,
        @DefaultValue("500ms") Duration timeout) {}
