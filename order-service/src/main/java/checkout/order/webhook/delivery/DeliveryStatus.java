package checkout.order.webhook.delivery;

/** The status of a delivery. */
public enum DeliveryStatus {
    /** It has not succeeded yet, and is attempted until it has or its time is over. */
    PENDING,
    DELIVERED,
    /** Its time is over; it can be asked for again. */
    FAILED
}
