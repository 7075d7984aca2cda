package checkout.order.orders;

import checkout.contracts.RejectionReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is decided of an order: how it ends, or that it goes on although it was to be cancelled. */
record OrderDecision(UUID id, OrderStatus status, @Nullable RejectionReason reason, boolean cancelRefused) {
    /** What ended one way is never turned into the other. */
    OrderDecision confirmed() {
        return status.isFinal() ? this : new OrderDecision(id, OrderStatus.CONFIRMED, null, cancelRefused);
    }

    OrderDecision rejected(RejectionReason because) {
        return status.isFinal() ? this : new OrderDecision(id, OrderStatus.REJECTED, because, cancelRefused);
    }

    OrderDecision goingOn() {
        return status.isFinal() || cancelRefused ? this : new OrderDecision(id, status, reason, true);
    }
}
