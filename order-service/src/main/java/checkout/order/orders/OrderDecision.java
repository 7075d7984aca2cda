package checkout.order.orders;

import checkout.contracts.OrderOutcome;
import checkout.contracts.RejectionReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is decided about an order: how it ended, and whether its cancellation was refused. An end never changes.
 *
 * @param hasWebhooks whether its storefront has webhook endpoints that may want to know the end
 */
public record OrderDecision(
        UUID id, OrderStatus status, @Nullable RejectionReason reason, boolean cancelRefused, boolean hasWebhooks) {
    public OrderDecision confirm() {
        return status.isFinal() ? this : new OrderDecision(id, OrderStatus.CONFIRMED, null, cancelRefused, hasWebhooks);
    }

    /** An order that is cancelled after all, as by an operator, is no longer one whose cancellation was refused. */
    public OrderDecision reject(RejectionReason rejection) {
        boolean stillRefused = cancelRefused && rejection != RejectionReason.CANCELLED;
        return status.isFinal()
                ? this
                : new OrderDecision(id, OrderStatus.REJECTED, rejection, stillRefused, hasWebhooks);
    }

    /** An operator states the outcome. */
    public OrderDecision resolve(OrderOutcome outcome) {
        return switch (outcome) {
            case CONFIRMED -> confirm();
            case REJECTED -> reject(RejectionReason.OPERATOR);
        };
    }

    public OrderDecision refuseCancel() {
        return status.isFinal() || cancelRefused ? this : new OrderDecision(id, status, reason, true, hasWebhooks);
    }
}
