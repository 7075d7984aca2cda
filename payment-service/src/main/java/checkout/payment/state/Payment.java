package checkout.payment.state;

import checkout.contracts.Reply;
import checkout.contracts.Reply.PaymentAuthorized;
import checkout.contracts.Reply.PaymentCaptured;
import checkout.contracts.Reply.PaymentDeclined;
import checkout.contracts.Reply.PaymentVoided;
import checkout.payment.pending.PendingCall;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payment of a checkout; its transitions check that they are allowed.
 *
 * @param instrument null for a tombstone: the payment was voided before it was requested
 * @param refunded the sum of the refunds that are requested or paid, in minor units
 * @param refusals how many captures and voids the provider refused for good
 * @param reference of the authorization
 * @param detail why the payment was declined
 * @param pendingCall the call to the card provider that the payment owes
 */
public record Payment(
        UUID checkoutId,
        PaymentStatus status,
        @Nullable PaymentInstrument instrument,
        long refunded,
        int refusals,
        @Nullable String reference,
        @Nullable String detail,
        @Nullable PendingCall pendingCall) {

    public static Payment requested(UUID checkoutId, PaymentInstrument.Card card, PendingCall pendingCall) {
        return new Payment(checkoutId, PaymentStatus.REQUESTED, card, 0, 0, null, null, pendingCall);
    }

    public static Payment held(UUID checkoutId, PaymentInstrument.Wallet wallet) {
        return new Payment(checkoutId, PaymentStatus.AUTHORIZED, wallet, 0, 0, "hold_" + checkoutId, null, null);
    }

    public static Payment refused(UUID checkoutId, PaymentInstrument instrument, String detail) {
        return new Payment(checkoutId, PaymentStatus.DECLINED, instrument, 0, 0, null, detail, null);
    }

    public static Payment tombstone(UUID checkoutId) {
        return new Payment(checkoutId, PaymentStatus.VOIDED, null, 0, 0, null, null, null);
    }

    public Payment authorized(String reference) {
        return decided(PaymentStatus.AUTHORIZED, reference, null);
    }

    public Payment declined(String detail) {
        return decided(PaymentStatus.DECLINED, null, detail);
    }

    private Payment decided(PaymentStatus to, @Nullable String reference, @Nullable String detail) {
        if (status != PaymentStatus.REQUESTED || !(instrument instanceof PaymentInstrument.Card card)) {
            throw illegalTransition(to);
        }
        return new Payment(checkoutId, to, card.withoutToken(), refunded, refusals, reference, detail, null);
    }

    public Payment capturing(PendingCall pendingCall) {
        if (status != PaymentStatus.AUTHORIZED && status != PaymentStatus.CAPTURING) {
            throw illegalTransition(PaymentStatus.CAPTURING);
        }
        return new Payment(
                checkoutId, PaymentStatus.CAPTURING, instrument, refunded, refusals, reference, detail, pendingCall);
    }

    public Payment captured() {
        if (status != PaymentStatus.AUTHORIZED && status != PaymentStatus.CAPTURING) {
            throw illegalTransition(PaymentStatus.CAPTURED);
        }
        return new Payment(checkoutId, PaymentStatus.CAPTURED, instrument, refunded, refusals, reference, detail, null);
    }

    /**
     * The provider refused the capture. The next command to capture begins anew.
     *
     * @param forGood whether the refusal belongs to the key of the call, so that the next call needs another
     */
    public Payment captureRefused(boolean forGood) {
        if (status != PaymentStatus.CAPTURING) {
            throw illegalTransition(PaymentStatus.AUTHORIZED);
        }
        int sum = forGood ? refusals + 1 : refusals;
        return new Payment(checkoutId, PaymentStatus.AUTHORIZED, instrument, refunded, sum, reference, detail, null);
    }

    /**
     * The provider refused the void. It stays owed, because what was undone must not stay charged.
     *
     * @param forGood whether the refusal belongs to the key of the call, so that the next call needs another
     */
    public Payment voidRefused(boolean forGood, PendingCall nextCall) {
        if (status != PaymentStatus.VOIDING) {
            throw illegalTransition(PaymentStatus.VOIDING);
        }
        int sum = forGood ? refusals + 1 : refusals;
        return new Payment(checkoutId, status, instrument, refunded, sum, reference, detail, nextCall);
    }

    /** Allowed in every status: whatever the provider was asked before, and whatever comes of it, is undone there. */
    public Payment voiding(PendingCall pendingCall) {
        if (!(instrument instanceof PaymentInstrument.Card card)) {
            throw illegalTransition(PaymentStatus.VOIDING);
        }
        return new Payment(
                checkoutId,
                PaymentStatus.VOIDING,
                card.withoutToken(),
                refunded,
                refusals,
                reference,
                detail,
                pendingCall);
    }

    public Payment voided() {
        return new Payment(checkoutId, PaymentStatus.VOIDED, instrument, refunded, refusals, reference, detail, null);
    }

    public Payment with(PendingCall changed) {
        return new Payment(checkoutId, status, instrument, refunded, refusals, reference, detail, changed);
    }

    /** The part of the payment that is neither refunded nor about to be: what can be captured or given back. */
    public long refundable() {
        return instrument == null ? 0 : instrument.amount() - refunded;
    }

    /** A refund was requested: its amount no longer belongs to what can be captured or given back. */
    public Payment refundRequested(long amount) {
        return withRefunded(Math.addExact(refunded, amount));
    }

    /** A requested refund was declined. */
    public Payment refundDeclined(long amount) {
        return withRefunded(refunded - amount);
    }

    private Payment withRefunded(long sum) {
        long paid = instrument == null ? 0 : instrument.amount();
        if (sum < 0 || sum > paid) {
            throw new IllegalStateException(
                    "Refunds of payment %s cannot add up to %d of %d".formatted(checkoutId, sum, paid));
        }
        return new Payment(checkoutId, status, instrument, sum, refusals, reference, detail, pendingCall);
    }

    /** The instrument, which only a tombstone lacks. */
    public PaymentInstrument requiredInstrument() {
        return Objects.requireNonNull(instrument, "only a tombstone has no instrument");
    }

    /** The call that an undecided payment owes. */
    public PendingCall owedCall() {
        return Objects.requireNonNull(pendingCall, "a payment in REQUESTED, CAPTURING or VOIDING owes a call");
    }

    /** The reply that tells the orchestrator of this status. */
    public Reply reply() {
        return switch (status) {
            case AUTHORIZED -> authorization();
            case DECLINED -> new PaymentDeclined(checkoutId, String.valueOf(detail));
            case CAPTURED -> new PaymentCaptured(checkoutId);
            case VOIDED -> new PaymentVoided(checkoutId);
            case REQUESTED, CAPTURING, VOIDING ->
                throw new IllegalStateException(
                        "Payment %s is %s, so there is no reply yet".formatted(checkoutId, status));
        };
    }

    public PaymentAuthorized authorization() {
        return new PaymentAuthorized(checkoutId, String.valueOf(reference));
    }

    public IllegalStateException illegalTransition(PaymentStatus to) {
        return new IllegalStateException("Payment %s is %s and cannot become %s".formatted(checkoutId, status, to));
    }
}
