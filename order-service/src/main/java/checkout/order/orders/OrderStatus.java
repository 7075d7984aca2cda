package checkout.order.orders;

/** Where a checkout stands, as its storefront sees it. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED;

    public boolean isFinal() {
        return this != PENDING;
    }
}
