package checkout.order.catalogue;

import checkout.contracts.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A product as the database has it.
 *
 * @param withdrawn whether it is no longer sold
 * @param version grows with every change
 * @param changedBy who changed it last through the API, null if nobody did
 */
@Table("product")
record ManagedProduct(
        @Id String sku,
        String name,
        String description,
        long priceMinor,
        String currency,
        boolean withdrawn,
        long version,
        Instant changedAt,
        @Nullable String changedBy) {

    Product product() {
        return new Product(sku, name, description, priceMinor, currency);
    }

    /** False for gold, which has no minor units, and for a currency that does not exist. */
    boolean hasAmounts() {
        return Money.fractionDigits(currency).isPresent();
    }
}
