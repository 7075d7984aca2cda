package checkout.order.orders;

/** The status of a checkout as its storefront sees it. */
public enum OrderStatus {
    PENDING,
    CONFIRMED,
    REJECTED;

    public boolean isFinal() {
        return this != PENDING;
    }
}
