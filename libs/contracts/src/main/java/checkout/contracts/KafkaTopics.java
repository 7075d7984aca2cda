package checkout.contracts;

/** The Kafka topics; the key of every record in them is the checkout's id. */
public final class KafkaTopics {
    public static final String ORDERS_EVENTS = "orders.events";
    public static final String ORDERS_COMMANDS = "orders.commands";
    public static final String INVENTORY_COMMANDS = "inventory.commands";
    public static final String PAYMENTS_COMMANDS = "payments.commands";
    public static final String CHECKOUT_REPLIES = "checkout.replies";
    public static final String CHECKOUT_EVENTS = "checkout.events";

    private KafkaTopics() {}
}
