package checkout.contracts;

import java.util.List;
import java.util.UUID;

/** A participant's answer to a {@link Command}: either the command has taken effect, or it is a {@link Refusal}. */
public sealed interface Reply {
    UUID checkoutId();

    /** The participant refused and changed nothing; asking again would not help. */
    sealed interface Refusal extends Reply {
        /**
         * The name of a {@link RejectionReason} or of a {@link ReturnRefusalReason}; of {@link EndedOtherwise} the outcome
         * that stands.
         */
        String code();
    }

    record StockReserved(UUID checkoutId) implements Reply {}

    record OutOfStock(UUID checkoutId, List<Shortage> shortages) implements Refusal {
        /** The quantity asked for and the quantity available. */
        public record Shortage(String sku, int wanted, int available) {}

        @Override
        public String code() {
            return RejectionReason.OUT_OF_STOCK.name();
        }
    }

    /** The command arrived after its own undo, so it was not carried out. */
    record AlreadyUndone(UUID checkoutId) implements Refusal {
        @Override
        public String code() {
            return RejectionReason.TIMED_OUT.name();
        }
    }

    /**
     * Refuses {@link OrderCommand.ResolveOrder} and {@link OrderCommand.ResolveReturn}: the order or the return has ended
     * before, and an end never changes.
     *
     * @param outcome the name of the {@link OrderOutcome} or the {@link ReturnOutcome} that stands
     */
    record EndedOtherwise(UUID checkoutId, String outcome) implements Refusal {
        @Override
        public String code() {
            return outcome;
        }
    }

    record StockReleased(UUID checkoutId) implements Reply {}

    record Restocked(UUID checkoutId, UUID returnId) implements Reply {}

    record PaymentAuthorized(UUID checkoutId, String reference) implements Reply {}

    record PaymentDeclined(UUID checkoutId, String detail) implements Refusal {
        @Override
        public String code() {
            return RejectionReason.PAYMENT_DECLINED.name();
        }
    }

    record PaymentVoided(UUID checkoutId) implements Reply {}

    record PaymentCaptured(UUID checkoutId) implements Reply {}

    record PaymentRefunded(UUID checkoutId, UUID returnId) implements Reply {}

    record RefundDeclined(UUID checkoutId, UUID returnId, String detail) implements Refusal {
        @Override
        public String code() {
            return ReturnRefusalReason.REFUND_DECLINED.name();
        }
    }

    record OrderConfirmed(UUID checkoutId) implements Reply {}

    record OrderRejected(UUID checkoutId, RejectionReason reason) implements Reply {}

    /** Answers {@link OrderCommand.AcceptReturn}. */
    record ReturnInProgress(UUID checkoutId, UUID returnId) implements Reply {}

    /** Answers {@link OrderCommand.RefuseReturn}. */
    record ReturnWithdrawn(UUID checkoutId, UUID returnId) implements Reply {}

    record ReturnCompleted(UUID checkoutId, UUID returnId) implements Reply {}
}
