package checkout.order.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The product catalogue in memory, from which checkouts are priced. It is at most a few seconds behind the table. */
@Component
public class CachedPriceList {
    private final Products products;
    private volatile Map<String, Product> bySku = Map.of();

    CachedPriceList(Products products) {
        this.products = products;
    }

    @Scheduled(fixedDelayString = "${checkout.price-list-refresh:PT10S}")
    void refresh() {
        Map<String, Product> fresh = new LinkedHashMap<>();
        products.all().forEach(product -> fresh.put(product.sku(), product));
        bySku = fresh;
    }

    public Optional<Product> find(String sku) {
        return Optional.ofNullable(bySku.get(sku));
    }

    Collection<Product> all() {
        return bySku.values();
    }
}
