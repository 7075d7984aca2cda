package checkout.contracts;

/** So many of one thing. */
public record OrderLine(String sku, int quantity) {}
