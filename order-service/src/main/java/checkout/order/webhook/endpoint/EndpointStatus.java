package checkout.order.webhook.endpoint;

/** The status of an endpoint. Events are recorded for suspended ones too; they are sent after the endpoint is resumed. */
public enum EndpointStatus {
    ACTIVE,
    SUSPENDED,
    /** Its deliveries are deleted in the background, and then the endpoint itself. */
    DELETED
}
