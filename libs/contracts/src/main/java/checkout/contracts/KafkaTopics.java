package checkout.contracts;

/** The Kafka topics. The key of a record is the checkout's id; in {@link #INVENTORY_EVENTS} it is the sku. */
public final class KafkaTopics {
    public static final String ORDERS_EVENTS = "orders.events";
    public static final String ORDERS_COMMANDS = "orders.commands";
    public static final String INVENTORY_COMMANDS = "inventory.commands";
    public static final String INVENTORY_EVENTS = "inventory.events";
    public static final String PAYMENTS_COMMANDS = "payments.commands";
    public static final String CHECKOUT_REPLIES = "checkout.replies";
    public static final String CHECKOUT_EVENTS = "checkout.events";

    private KafkaTopics() {}
}
