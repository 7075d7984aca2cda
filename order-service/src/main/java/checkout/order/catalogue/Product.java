package checkout.order.catalogue;

import checkout.contracts.Money;

/** A product that can be bought, and its price. */
public record Product(String sku, String name, String description, long priceMinor, String currency) {
    public Money price() {
        return new Money(priceMinor, currency);
    }
}
