package checkout.order.orders;

import checkout.contracts.RejectionReason;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is decided of an order: how it ends, or that it goes on although it was to be cancelled. */
record Fate(UUID id, OrderStatus status, @Nullable RejectionReason reason, boolean cancelRefused) {
    /** What ended one way is never turned into the other. */
    Fate confirmed() {
        return status.isFinal() ? this : new Fate(id, OrderStatus.CONFIRMED, null, cancelRefused);
    }

    Fate rejected(RejectionReason because) {
        return status.isFinal() ? this : new Fate(id, OrderStatus.REJECTED, because, cancelRefused);
    }

    Fate goingOn() {
        return status.isFinal() || cancelRefused ? this : new Fate(id, status, reason, true);
    }
}
