package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** A participant's answer: either it is done, or it is a {@link Refusal} that changed nothing. */
public sealed interface Reply {
    UUID checkoutId();

    /** The participant said no, for good; asking again would not help. */
    sealed interface Refusal extends Reply {
        RejectionReason reason();
    }

    record StockReserved(UUID checkoutId) implements Reply {}

    record OutOfStock(UUID checkoutId, List<Shortage> shortages) implements Refusal {
        /** What was asked for and what there was. */
        public record Shortage(String sku, int wanted, int available) {}

        @Override
        public RejectionReason reason() {
            return RejectionReason.OUT_OF_STOCK;
        }
    }

    /** The command came after its own undo, so there is nothing left to do it for. */
    record AlreadyUndone(UUID checkoutId) implements Refusal {
        @Override
        public RejectionReason reason() {
            return RejectionReason.TIMED_OUT;
        }
    }

    record StockReleased(UUID checkoutId) implements Reply {}

    record PaymentAuthorized(UUID checkoutId, String reference) implements Reply {}

    record PaymentDeclined(UUID checkoutId, String detail) implements Refusal {
        @Override
        public RejectionReason reason() {
            return RejectionReason.PAYMENT_DECLINED;
        }
    }

    record PaymentVoided(UUID checkoutId) implements Reply {}

    record PaymentCaptured(UUID checkoutId) implements Reply {}

    record OrderConfirmed(UUID checkoutId) implements Reply {}

    record OrderRejected(UUID checkoutId, RejectionReason reason) implements Reply {}
}
