package checkout.order.catalogue;

import checkout.contracts.Money;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/products}: the products with their prices and availability. */
@RestController
class ProductsApi {
    private final CachedPriceList prices;
    private final StockAvailability availability;

    ProductsApi(CachedPriceList prices, StockAvailability availability) {
        this.prices = prices;
        this.availability = availability;
    }

    /** @param available null while the availability is unknown */
    record ProductView(
            String sku,
            String name,
            String description,
            Money price,
            @Nullable Integer available) {}

    record ProductList(List<ProductView> products) {}

    @GetMapping("/v1/products")
    ProductList list() {
        Map<String, Integer> available = availability.bySku();
        return new ProductList(prices.all().stream()
                .map(product -> new ProductView(
                        product.sku(),
                        product.name(),
                        product.description(),
                        product.price(),
                        available.get(product.sku())))
                .toList());
    }
}
