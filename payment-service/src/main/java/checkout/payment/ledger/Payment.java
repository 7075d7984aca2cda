package checkout.payment.ledger;

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
 * @param means none for the tombstone of a void that came first
 * @param reference of the authorization
 * @param detail why it was declined
 * @param errand the call owed while the card network has not decided
 */
public record Payment(
        UUID checkoutId,
        Status status,
        @Nullable Means means,
        @Nullable String reference,
        @Nullable String detail,
        @Nullable Errand errand) {

    public static Payment requested(UUID checkoutId, Means.Card card, Errand errand) {
        return new Payment(checkoutId, Status.REQUESTED, card, null, null, errand);
    }

    public static Payment held(UUID checkoutId, Means.Wallet wallet) {
        return new Payment(checkoutId, Status.AUTHORIZED, wallet, "hold_" + checkoutId, null, null);
    }

    public static Payment refused(UUID checkoutId, Means means, String detail) {
        return new Payment(checkoutId, Status.DECLINED, means, null, detail, null);
    }

    public static Payment tombstone(UUID checkoutId) {
        return new Payment(checkoutId, Status.VOIDED, null, null, null, null);
    }

    public Payment authorized(String reference) {
        return decided(Status.REQUESTED, Status.AUTHORIZED, reference, null);
    }

    public Payment declined(String detail) {
        return decided(Status.REQUESTED, Status.DECLINED, null, detail);
    }

    private Payment decided(Status from, Status to, @Nullable String reference, @Nullable String detail) {
        if (status != from || !(means instanceof Means.Card card)) {
            throw impossible(to);
        }
        return new Payment(checkoutId, to, card.withoutToken(), reference, detail, null);
    }

    public Payment capturing(Errand errand) {
        if (status != Status.AUTHORIZED && status != Status.CAPTURING) {
            throw impossible(Status.CAPTURING);
        }
        return new Payment(checkoutId, Status.CAPTURING, means, reference, detail, errand);
    }

    public Payment captured() {
        if (status != Status.AUTHORIZED && status != Status.CAPTURING) {
            throw impossible(Status.CAPTURED);
        }
        return new Payment(checkoutId, Status.CAPTURED, means, reference, detail, null);
    }

    /** Whatever was asked of the network before, and whatever comes of it: now it is to be undone there. */
    public Payment voiding(Errand errand) {
        if (!(means instanceof Means.Card card)) {
            throw impossible(Status.VOIDING);
        }
        return new Payment(checkoutId, Status.VOIDING, card.withoutToken(), reference, detail, errand);
    }

    public Payment voided() {
        return new Payment(checkoutId, Status.VOIDED, means, reference, detail, null);
    }

    public Payment with(Errand changed) {
        return new Payment(checkoutId, status, means, reference, detail, changed);
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

    public IllegalStateException impossible(Status wanted) {
        return new IllegalStateException("Payment %s is %s and cannot become %s".formatted(checkoutId, status, wanted));
    }
}
