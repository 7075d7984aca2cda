package checkout.payment.payments;

import checkout.contracts.Reply;
import checkout.contracts.Reply.PaymentAuthorized;
import checkout.contracts.Reply.PaymentCaptured;
import checkout.contracts.Reply.PaymentDeclined;
import checkout.contracts.Reply.PaymentVoided;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkout's payment; every change of it is one of these verbs.
 *
 * @param paymentInstrument none for the tombstone of a void that came first
 * @param reference of the authorization
 * @param detail why it was declined
 * @param pendingCall the call owed while the card network has not decided
 */
public record Payment(
        UUID checkoutId,
        PaymentStatus status,
        @Nullable PaymentInstrument paymentInstrument,
        @Nullable String reference,
        @Nullable String detail,
        @Nullable PendingCall pendingCall) {

    public static Payment requested(UUID checkoutId, PaymentInstrument.Card card, PendingCall pendingCall) {
        return new Payment(checkoutId, PaymentStatus.REQUESTED, card, null, null, pendingCall);
    }

    public static Payment held(UUID checkoutId, PaymentInstrument.Wallet wallet) {
        return new Payment(checkoutId, PaymentStatus.AUTHORIZED, wallet, "hold_" + checkoutId, null, null);
    }

    public static Payment refused(UUID checkoutId, PaymentInstrument paymentInstrument, String detail) {
        return new Payment(checkoutId, PaymentStatus.DECLINED, paymentInstrument, null, detail, null);
    }

    public static Payment tombstone(UUID checkoutId) {
        return new Payment(checkoutId, PaymentStatus.VOIDED, null, null, null, null);
    }

    public Payment authorized(String reference) {
        return decided(PaymentStatus.REQUESTED, PaymentStatus.AUTHORIZED, reference, null);
    }

    public Payment declined(String detail) {
        return decided(PaymentStatus.REQUESTED, PaymentStatus.DECLINED, null, detail);
    }

    private Payment decided(PaymentStatus from, PaymentStatus to, @Nullable String reference, @Nullable String detail) {
        if (status != from || !(paymentInstrument instanceof PaymentInstrument.Card card)) {
            throw impossible(to);
        }
        return new Payment(checkoutId, to, card.withoutToken(), reference, detail, null);
    }

    public Payment capturing(PendingCall pendingCall) {
        if (status != PaymentStatus.AUTHORIZED && status != PaymentStatus.CAPTURING) {
            throw impossible(PaymentStatus.CAPTURING);
        }
        return new Payment(checkoutId, PaymentStatus.CAPTURING, paymentInstrument, reference, detail, pendingCall);
    }

    public Payment captured() {
        if (status != PaymentStatus.AUTHORIZED && status != PaymentStatus.CAPTURING) {
            throw impossible(PaymentStatus.CAPTURED);
        }
        return new Payment(checkoutId, PaymentStatus.CAPTURED, paymentInstrument, reference, detail, null);
    }

    /** Whatever was asked of the network before, and whatever comes of it: now it is to be undone there. */
    public Payment voiding(PendingCall pendingCall) {
        if (!(paymentInstrument instanceof PaymentInstrument.Card card)) {
            throw impossible(PaymentStatus.VOIDING);
        }
        return new Payment(checkoutId, PaymentStatus.VOIDING, card.withoutToken(), reference, detail, pendingCall);
    }

    public Payment voided() {
        return new Payment(checkoutId, PaymentStatus.VOIDED, paymentInstrument, reference, detail, null);
    }

    public Payment with(PendingCall changed) {
        return new Payment(checkoutId, status, paymentInstrument, reference, detail, changed);
    }

    /** What the orchestrator is told of this state. */
    public Reply reply() {
        return switch (status) {
            case AUTHORIZED -> authorization();
            case DECLINED -> new PaymentDeclined(checkoutId, String.valueOf(detail));
            case CAPTURED -> new PaymentCaptured(checkoutId);
            case VOIDED -> new PaymentVoided(checkoutId);
            case REQUESTED, CAPTURING, VOIDING ->
                throw new IllegalStateException(
                        "Payment %s is %s: there is nothing to tell yet".formatted(checkoutId, status));
        };
    }

    public PaymentAuthorized authorization() {
        return new PaymentAuthorized(checkoutId, String.valueOf(reference));
    }

    public IllegalStateException impossible(PaymentStatus wanted) {
        return new IllegalStateException("Payment %s is %s and cannot become %s".formatted(checkoutId, status, wanted));
    }
}
