package checkout.order.catalogue;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where availability is asked for; without it the catalogue says nothing of availability.
 *
 * @param url inventory-service
 * @param fresh how old an answer may be before it is asked for again
 * @param timeout how long a page waits for it
 */
@ConfigurationProperties("checkout.stock")
record StockClientSettings(
        @Nullable URI url,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("1s") Duration fresh,
        @DefaultValue("500ms") Duration timeout) {}
