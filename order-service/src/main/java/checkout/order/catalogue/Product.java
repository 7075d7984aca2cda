package checkout.order.catalogue;

import checkout.contracts.Money;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A product that can be bought, and its price. */
@Table("product")
public record Product(@Id String sku, String name, String description, long priceMinor, String currency) {
    public Money price() {
        return new Money(priceMinor, currency);
    }
}
