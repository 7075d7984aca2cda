package checkout.order.catalogue;

import java.net.http.HttpClient;
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
 * Fetches the availability of all products from inventory-service, at most once a second, for display only. Whether a
 * checkout gets its items is decided by the reservation.
 */
@Component
class StockAvailability {
    private static final Logger log = LoggerFactory.getLogger(StockAvailability.class);

    private final @Nullable RestClient inventory;
    private final StockClientSettings settings;
    private @Nullable StockSnapshot latest;

    private record StockSnapshot(long fetchedAtNanos, Map<String, Integer> availableBySku) {}

    record Item(String sku, int available) {}

    record StockList(List<Item> items) {}

    StockAvailability(StockClientSettings settings) {
        this.settings = settings;
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

    /** The available quantities by SKU; a SKU is missing while its availability is unknown. */
    synchronized Map<String, Integer> bySku() {
        if (inventory == null) {
            return Map.of();
        }
        long now = System.nanoTime();
        StockSnapshot known = latest;
        if (known == null || now - known.fetchedAtNanos() > settings.maxAge().toNanos()) {
            known = new StockSnapshot(now, fetch(inventory));
            latest = known;
        }
        return known.availableBySku();
    }

    private static Map<String, Integer> fetch(RestClient inventory) {
        try {
            StockList stock = inventory.get().uri("/v1/stock").retrieve().body(StockList.class);
            Map<String, Integer> bySku = new HashMap<>();
            if (stock != null) {
                stock.items().forEach(item -> bySku.put(item.sku(), item.available()));
            }
            return bySku;
        } catch (RestClientException failure) {
            log.info("Products are listed without availability: inventory-service failed: {}", failure.getMessage());
            return Map.of();
        }
    }
}
