package checkout.order.returns;

/** The status of a return as its storefront sees it. */
public enum ReturnStatus {
    PENDING,
    ACCEPTED,
    REFUSED
}
