package checkout.order.availability;

import checkout.web.PageLimit;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/admin/availability-cache}: shows the availability that this instance has cached, and forgets it. */
@RestController
@ConditionalOnProperty("checkout.stock.url")
@RequestMapping("/v1/admin/availability-cache")
class AvailabilityCacheApi {
    private static final Logger log = LoggerFactory.getLogger(AvailabilityCacheApi.class);
    private static final int MAX_LIMIT = 1_000;

    private final AvailabilityCache cache;
    private final StockRefresh refresh;
    private final CircuitBreaker breaker;
    private final AvailabilityMeters meters;
    private final StockClientSettings settings;

    AvailabilityCacheApi(
            AvailabilityCache cache,
            StockRefresh refresh,
            CircuitBreaker stockBreaker,
            AvailabilityMeters meters,
            StockClientSettings settings) {
        this.cache = cache;
        this.refresh = refresh;
        this.breaker = stockBreaker;
        this.meters = meters;
        this.settings = settings;
    }

    /** @param use how a reader is answered from it now */
    record Entry(String sku, int available, double ageSeconds, CachedQuantity.Use use) {}

    /**
     * @param skus how many are cached
     * @param inventoryFails whether inventory-service has not answered lately
     * @param circuitBreaker CLOSED while requests are sent, OPEN while they are not
     * @param reads since the start, by how they were answered
     * @param requests to inventory-service since the start, by their outcome
     * @param entries those that were asked for, or the first ones
     */
    record CacheView(
            int skus,
            int maxSkus,
            boolean inventoryFails,
            String circuitBreaker,
            int requestsUnderWay,
            Map<String, Long> reads,
            Map<String, Long> requests,
            List<Entry> entries) {}

    record Cleared(int cleared) {}

    @GetMapping
    CacheView show(
            @RequestParam(required = false) @Nullable String sku, @RequestParam(defaultValue = "100") int limit) {
        PageLimit.check(limit, MAX_LIMIT);
        return new CacheView(
                cache.size(),
                settings.maxSkus(),
                refresh.isFailing(),
                breaker.getState().name(),
                refresh.requestsUnderWay(),
                meters.readCounts(),
                meters.requestCounts(),
                entries(sku == null ? cache.skus(limit) : List.of(sku)));
    }

    private List<Entry> entries(List<String> skus) {
        long now = System.nanoTime();
        List<Entry> entries = new ArrayList<>();
        for (String sku : skus) {
            CachedQuantity quantity = cache.find(sku);
            if (quantity != null) {
                double age = quantity.age(now).toMillis() / 1000.0;
                entries.add(new Entry(sku, quantity.available(), age, quantity.use(now, settings)));
            }
        }
        return entries;
    }

    /** The next reader waits for a new answer, if inventory-service answers. */
    @DeleteMapping
    Cleared clear(@RequestParam(required = false) @Nullable String sku, Principal user) {
        int cleared = refresh.clear(sku);
        log.info("{} has cleared the cached availability of {} skus", user.getName(), cleared);
        return new Cleared(cleared);
    }
}
