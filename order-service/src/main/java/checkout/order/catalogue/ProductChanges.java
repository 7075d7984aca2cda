package checkout.order.catalogue;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes products for people. The version is compared by the statement that changes the product. */
@Component
class ProductChanges {
    private final Products products;
    private final CachedPriceList prices;
    private final TransactionTemplate transaction;

    ProductChanges(Products products, CachedPriceList prices, TransactionTemplate transaction) {
        this.products = products;
        this.prices = prices;
        this.transaction = transaction;
    }

    /** What a person wants a product to be. */
    record ProductDetails(String name, String description, long priceMinor, String currency, boolean withdrawn) {}

    /** What has become of a change. */
    sealed interface Result {}

    record Done(ManagedProduct product) implements Result {}

    /** It was to be created, and exists. */
    record Exists() implements Result {}

    /** It was to be changed, and does not exist. */
    record Unknown() implements Result {}

    /** It is not in the version that the person has seen. */
    record ChangedMeanwhile(ManagedProduct product) implements Result {}

    Result create(String sku, ProductDetails wanted, String actor) {
        return announced(transaction.execute(status ->
                products.create(sku, wanted, actor).<Result>map(Done::new).orElseGet(Exists::new)));
    }

    /** @param version that the person has seen; null if any will do */
    Result change(String sku, ProductDetails wanted, String actor, @Nullable Long version) {
        return announced(transaction.execute(status -> products.change(sku, wanted, actor, version)
                .<Result>map(Done::new)
                .orElseGet(() -> unchanged(sku))));
    }

    private Result unchanged(String sku) {
        Optional<ManagedProduct> product = products.findById(sku);
        return product.isPresent() ? new ChangedMeanwhile(product.get()) : new Unknown();
    }

    /** This instance sells at the new price from now on; the others read the table every few seconds. */
    private Result announced(@Nullable Result decided) {
        Result result = Objects.requireNonNull(decided);
        if (result instanceof Done) {
            prices.refresh();
        }
        return result;
    }
}
