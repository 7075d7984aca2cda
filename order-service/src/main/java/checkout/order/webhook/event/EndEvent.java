package checkout.order.webhook.event;

import checkout.order.orders.OrderDecision;
import checkout.order.returns.ReturnDecision;
import java.util.Optional;
import java.util.UUID;

/**
 * The end of a checkout or of a return.
 *
 * @param subjectId the id of the checkout or the return
 */
public record EndEvent(EventType type, UUID checkoutId, UUID subjectId) {
    /** The end of this order, if it has ended. */
    public static Optional<EndEvent> of(OrderDecision order) {
        return EventType.of(order.status()).map(type -> new EndEvent(type, order.id(), order.id()));
    }

    /** The end of this return, if it has ended. */
    public static Optional<EndEvent> of(ReturnDecision returned) {
        return EventType.of(returned.status()).map(type -> new EndEvent(type, returned.orderId(), returned.id()));
    }
}
