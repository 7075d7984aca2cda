package checkout.order.catalogue;

import checkout.contracts.Money;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The product catalogue in memory, from which checkouts are priced. It is at most a few seconds behind the table, and read
 * before the first request.
 */
@Component
public class CachedPriceList implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(CachedPriceList.class);

    private final Products products;
    private volatile Map<String, Product> bySku = Map.of();
    private volatile Set<String> notOffered = Set.of();

    CachedPriceList(Products products) {
        this.products = products;
    }

    @Override
    public void afterPropertiesSet() {
        refresh();
    }

    @Scheduled(fixedDelayString = "${checkout.price-list-refresh:PT10S}")
    void refresh() {
        Map<String, Product> fresh = new LinkedHashMap<>();
        Set<String> withoutCurrency = new TreeSet<>();
        for (Product product : products.all()) {
            if (Money.fractionDigits(product.currency()).isPresent()) {
                fresh.put(product.sku(), product);
            } else {
                withoutCurrency.add(product.sku());
            }
        }
        bySku = fresh;
        if (!withoutCurrency.equals(notOffered)) {
            notOffered = withoutCurrency;
            log.error(
                    "{} products are not offered, because their currency is not an ISO 4217 code of one with minor units: {}",
                    notOffered.size(),
                    notOffered);
        }
    }

    public Optional<Product> find(String sku) {
        return Optional.ofNullable(bySku.get(sku));
    }

    Collection<Product> all() {
        return bySku.values();
    }
}
