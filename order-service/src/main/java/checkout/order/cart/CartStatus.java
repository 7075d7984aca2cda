package checkout.order.cart;

/** Whether a cart can be edited, or a checkout has it. */
public enum CartStatus {
    OPEN,
    CHECKED_OUT
}
