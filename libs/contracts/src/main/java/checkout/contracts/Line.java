package checkout.contracts;

/** So many of one thing. */
public record Line(String sku, int quantity) {}
