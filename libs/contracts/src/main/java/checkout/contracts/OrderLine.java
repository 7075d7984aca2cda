package checkout.contracts;

/** A quantity of one product. */
public record OrderLine(String sku, int quantity) {}
