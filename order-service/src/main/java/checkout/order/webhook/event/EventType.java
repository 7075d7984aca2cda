package checkout.order.webhook.event;

import checkout.order.orders.OrderStatus;
import checkout.order.returns.ReturnStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of events by the names that receivers see. */
public enum EventType {
    CHECKOUT_CONFIRMED("checkout.confirmed"),
    CHECKOUT_REJECTED("checkout.rejected"),
    RETURN_ACCEPTED("return.accepted"),
    RETURN_REFUSED("return.refused"),
    /** Sent to one endpoint on request. */
    TEST("webhook.test");

    private final String wireName;

    EventType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(EventType::wireName).toList();
    }

    /** The names of the types that an endpoint can choose. */
    public static List<String> selectable() {
        return Arrays.stream(values())
                .filter(type -> type != TEST)
                .map(EventType::wireName)
                .toList();
    }

    public static Optional<EventType> named(String wireName) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(wireName))
                .findFirst();
    }

    /** The event that tells this end of a checkout; empty while it is pending. */
    static Optional<EventType> of(OrderStatus status) {
        return switch (status) {
            case PENDING -> Optional.empty();
            case CONFIRMED -> Optional.of(CHECKOUT_CONFIRMED);
            case REJECTED -> Optional.of(CHECKOUT_REJECTED);
        };
    }

    /** The event that tells this end of a return; empty while it is pending. */
    static Optional<EventType> of(ReturnStatus status) {
        return switch (status) {
            case PENDING -> Optional.empty();
            case ACCEPTED -> Optional.of(RETURN_ACCEPTED);
            case REFUSED -> Optional.of(RETURN_REFUSED);
        };
    }
}
