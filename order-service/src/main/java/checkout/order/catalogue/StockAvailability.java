package checkout.order.catalogue;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * How many there are of everything, for people to look at: asked of inventory-service at most once a second, and left
 * open while it does not answer. What a checkout may have is decided by the reservation alone.
 */
@Component
class StockAvailability {
    private static final Logger log = LoggerFactory.getLogger(StockAvailability.class);

    private final @Nullable RestClient inventory;
    private final StockClientSettings settings;
    private final Clock clock;
    private Seen seen = new Seen(Instant.MIN, Map.of());

    private record Seen(Instant at, Map<String, Integer> bySku) {}

    record Item(String sku, int available) {}

    record StockList(List<Item> items) {}

    StockAvailability(StockClientSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.inventory = settings.url() == null ? null : client(settings);
    }

    private static RestClient client(StockClientSettings settings) {
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        return RestClient.builder()
                .requestFactory(requests)
                .baseUrl(String.valueOf(settings.url()))
                .defaultHeaders(headers -> headers.setBasicAuth(settings.username(), settings.password()))
                .build();
    }

    /** By sku; a sku that is missing is one whose availability is not known now. */
    synchronized Map<String, Integer> now() {
        Instant now = clock.instant();
        if (inventory != null && seen.at().isBefore(now.minus(settings.fresh()))) {
            seen = new Seen(now, ask(inventory));
        }
        return seen.bySku();
    }

    private static Map<String, Integer> ask(RestClient inventory) {
        try {
            StockList stock = inventory.get().uri("/v1/stock").retrieve().body(StockList.class);
            Map<String, Integer> bySku = new HashMap<>();
            if (stock != null) {
                stock.items().forEach(item -> bySku.put(item.sku(), item.available()));
            }
            return bySku;
        } catch (RestClientException silent) {
            log.info(
                    "inventory-service did not tell the stock, so the catalogue leaves it open: {}",
                    silent.getMessage());
            return Map.of();
        }
    }
}
