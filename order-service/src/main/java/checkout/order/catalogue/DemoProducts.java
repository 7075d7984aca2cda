package checkout.order.catalogue;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Fills the demo shop's product catalogue at the start; existing products keep their prices. */
@Component
@ConditionalOnProperty("checkout.demo")
class DemoProducts implements InitializingBean {
    private final Products products;
    private final CachedPriceList prices;

    DemoProducts(Products products, CachedPriceList prices) {
        this.products = products;
        this.prices = prices;
    }

    @Override
    public void afterPropertiesSet() {
        add("TEA-001", "Sencha", "Green tea, bright and grassy. 100 g.", 999);
        add("TEA-002", "Genmaicha", "Green tea with roasted rice. 100 g.", 850);
        add("TEA-003", "Gyokuro", "Shaded for three weeks, brewed cool. 50 g.", 2400);
        add("TEA-004", "Hojicha", "Roasted, low in caffeine, good at night. 100 g.", 790);
        add("CUP-001", "Everyday cup", "Stoneware, 180 ml, stacks.", 1490);
        add("CUP-002", "Gaiwan", "Porcelain bowl with lid and saucer.", 2200);
        add("POT-001", "Side-handle pot", "Clay, 300 ml, with a fine strainer.", 3900);
        add("POT-002", "Iron kettle", "Cast, 1.2 l, heavy and patient.", 11800);
        add("WHISK-001", "Bamboo whisk", "Eighty prongs, for matcha.", 2150);
        add("TIN-001", "Tea tin", "Airtight, holds 100 g.", 840);
        add("BOOK-001", "A book of tea", "Where it grows and how it is made.", 2800);
        add("LAST-ONE", "The last one", "There is exactly one of it.", 12000);
        prices.refresh();
    }

    private void add(String sku, String name, String description, long priceMinor) {
        products.add(sku, name, description, priceMinor, "EUR");
    }
}
