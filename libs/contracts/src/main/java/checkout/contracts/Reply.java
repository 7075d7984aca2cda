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
         * that stands. For a step whose refusal ends nothing, a sentence for the operator.
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

    record StockCommitted(UUID checkoutId) implements Reply {}

    /** The reservation has expired, and its items can no longer be had. */
    record CommitRefused(UUID checkoutId, String detail) implements Refusal {
        @Override
        public String code() {
            return "the stock cannot be committed: " + detail;
        }
    }

    record Restocked(UUID checkoutId, UUID returnId) implements Reply {}

    record PaymentAuthorized(UUID checkoutId, String reference) implements Reply {}

    record PaymentDeclined(UUID checkoutId, String detail) implements Refusal {
        @Override
        public String code() {
            return RejectionReason.PAYMENT_DECLINED.name();
        }
    }

    record PaymentVoided(UUID checkoutId) implements Reply {}

    /** The payment is authorized, and the provider refuses to capture it. */
    record CaptureRefused(UUID checkoutId, String detail) implements Refusal {
        @Override
        public String code() {
            return "the provider refuses to capture the payment: " + detail;
        }
    }

    /** The provider refuses to void the payment. It stays owed. */
    record VoidRefused(UUID checkoutId, String detail) implements Refusal {
        @Override
        public String code() {
            return "the provider refuses to void the payment: " + detail;
        }
    }

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
