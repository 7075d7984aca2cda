package checkout.order.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
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
    private volatile PriceList current = new PriceList(List.of());
    private Set<String> notOffered = Set.of();

    CachedPriceList(Products products) {
        this.products = products;
    }

    @Override
    public void afterPropertiesSet() {
        refresh();
    }

    @Scheduled(fixedDelayString = "${checkout.price-list-refresh:PT10S}")
    void refreshRegularly() {
        try {
            refresh();
        } catch (DataAccessException failure) {
            log.warn("The price list could not be read and stays as it is: {}", failure.toString());
        }
    }

    /** One at a time, so that a list that was read earlier never replaces one that was read later. */
    synchronized void refresh() {
        List<ManagedProduct> priced = new ArrayList<>();
        Set<String> withoutCurrency = new TreeSet<>();
        for (ManagedProduct product : products.all()) {
            if (product.hasAmounts()) {
                priced.add(product);
            } else {
                withoutCurrency.add(product.sku());
            }
        }
        current = new PriceList(priced);
        if (!withoutCurrency.equals(notOffered)) {
            notOffered = withoutCurrency;
            log.error(
                    "{} products are not listed, because their currency is unknown or has no minor unit (ISO 4217): {}",
                    notOffered.size(),
                    notOffered);
        }
    }

    /** For requests that need more than one price. */
    public PriceList current() {
        return current;
    }

    public Optional<Product> find(String sku) {
        return current.find(sku);
    }
}
