package checkout.order.webhook.endpoint;

/** Why an endpoint is suspended. */
public enum SuspensionReason {
    /** An operator suspended it. */
    OPERATOR,
    /** All attempts of a long time failed. */
    FAILING,
    /** Its receiver answered 410 Gone. */
    GONE
}
