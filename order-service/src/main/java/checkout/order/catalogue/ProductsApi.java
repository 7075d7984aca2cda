package checkout.order.catalogue;

import checkout.contracts.Money;
import checkout.order.availability.Availability;
import checkout.order.availability.Availability.Known;
import checkout.order.availability.StockAvailability;
import checkout.web.NextPage;
import checkout.web.PageLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/products}: the products with their prices and availability, by name. */
@RestController
class ProductsApi {
    private static final int MAX_LIMIT = 500;
    private static final String CACHE_STATUS = "Cache-Status";

    private final CachedPriceList prices;
    private final StockAvailability availability;

    ProductsApi(CachedPriceList prices, ObjectProvider<StockAvailability> availability) {
        this.prices = prices;
        this.availability = availability.getIfAvailable(() -> StockAvailability.UNKNOWN);
    }

    /**
     * @param available null while the availability is unknown
     * @param availableAgeSeconds how old {@code available} is; null while it is unknown
     */
    record ProductView(
            String sku,
            String name,
            String description,
            Money price,
            @Nullable Integer available,
            @Nullable Integer availableAgeSeconds) {
        static ProductView of(Product product, @Nullable Known known) {
            return new ProductView(
                    product.sku(),
                    product.name(),
                    product.description(),
                    product.price(),
                    known == null ? null : known.quantity(),
                    known == null ? null : known.ageSeconds());
        }
    }

    record ProductList(List<ProductView> products, @Nullable String nextCursor) {}

    @GetMapping("/v1/products")
    ResponseEntity<ProductList> list(
            @RequestParam(defaultValue = "200") int limit, @RequestParam(required = false) @Nullable String cursor) {
        PageLimit.check(limit, MAX_LIMIT);
        // one product more than the limit shows whether there is a next page
        List<Product> found = prices.current().page(ProductPosition.read(cursor), limit + 1);
        List<Product> page = found.subList(0, Math.min(limit, found.size()));
        Availability available = availability.of(page.stream().map(Product::sku).toList());
        String next = found.size() > limit ? ProductPosition.of(page.getLast()).cursor() : null;
        ProductList list = new ProductList(
                page.stream()
                        .map(product ->
                                ProductView.of(product, available.known().get(product.sku())))
                        .toList(),
                next);
        return answer(list, available);
    }

    private static ResponseEntity<ProductList> answer(ProductList list, Availability available) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(ProductListTag.of(list, available))
                .header(CACHE_STATUS, available.cacheStatus());
        available.ageSeconds().ifPresent(seconds -> answer.header(HttpHeaders.AGE, Long.toString(seconds)));
        NextPage.link(list.nextCursor()).ifPresent(link -> answer.header(HttpHeaders.LINK, link));
        return answer.body(list);
    }
}
