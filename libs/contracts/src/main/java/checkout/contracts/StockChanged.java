package checkout.contracts;

/**
 * The stock of a sku changed in a way that a shop shows: a person changed it, it ran out, or it is available again. Most
 * reservations do neither and are not announced.
 *
 * @param available how much could be reserved at that time; it may have changed since
 */
public record StockChanged(String sku, int available) {}
