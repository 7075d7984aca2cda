package checkout.payment.state;

import checkout.contracts.Reply;
import checkout.contracts.Reply.PaymentAuthorized;
import checkout.contracts.Reply.PaymentCaptured;
import checkout.contracts.Reply.PaymentDeclined;
import checkout.contracts.Reply.PaymentVoided;
import checkout.payment.pending.PendingCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payment of a checkout; its transitions check that they are allowed.
 *
 * @param instrument null for a tombstone: the payment was voided before it was requested
 * @param refunded the sum of the refunds that are requested or paid, in minor units
 * @param reauthorized what the authorization that took the place of an expired one covers at most; null without one
 * @param refusals how many captures, voids and new authorizations the provider refused for good
 * @param reference of the authorization
 * @param detail why the payment was declined, or is held no more
 * @param pendingCall the call to the card provider that the payment owes
 */
public record Payment(
        UUID checkoutId,
        PaymentStatus status,
        @Nullable PaymentInstrument instrument,
        long refunded,
        @Nullable Long reauthorized,
        int refusals,
        @Nullable String reference,
        @Nullable String detail,
        PaymentDeadlines deadlines,
        @Nullable PendingCall pendingCall) {

    public static Payment requested(
            UUID checkoutId, PaymentInstrument.Card card, PendingCall pendingCall, @Nullable Duration holdFor) {
        return created(checkoutId, PaymentStatus.REQUESTED, card, holdFor).with(pendingCall);
    }

    public static Payment held(UUID checkoutId, PaymentInstrument.Wallet wallet, @Nullable Duration holdFor) {
        return created(checkoutId, PaymentStatus.AUTHORIZED, wallet, holdFor)
                .to(PaymentStatus.AUTHORIZED, "hold_" + checkoutId, null, null);
    }

    public static Payment refused(UUID checkoutId, PaymentInstrument instrument, String detail) {
        return created(checkoutId, PaymentStatus.DECLINED, instrument, null)
                .to(PaymentStatus.DECLINED, null, detail, null);
    }

    public static Payment tombstone(UUID checkoutId) {
        return created(checkoutId, PaymentStatus.VOIDED, null, null);
    }

    private static Payment created(
            UUID checkoutId, PaymentStatus status, @Nullable PaymentInstrument instrument, @Nullable Duration holdFor) {
        return new Payment(
                checkoutId, status, instrument, 0, null, 0, null, null, PaymentDeadlines.heldFor(holdFor), null);
    }

    public Payment authorized(String reference) {
        requireStatus(PaymentStatus.AUTHORIZED, PaymentStatus.REQUESTED, PaymentStatus.PENDING_CUSTOMER);
        return withoutToken().to(PaymentStatus.AUTHORIZED, reference, null, null);
    }

    public Payment declined(String detail) {
        requireStatus(
                PaymentStatus.DECLINED,
                PaymentStatus.REQUESTED,
                PaymentStatus.PENDING_CUSTOMER,
                PaymentStatus.CANCELLING);
        return withoutToken().to(PaymentStatus.DECLINED, null, detail, null);
    }

    /** The bank asks the customer to confirm, who has this long to do so. The provider needs the token no more. */
    public Payment challenged(Duration time, PendingCall nextQuestion) {
        requireStatus(PaymentStatus.PENDING_CUSTOMER, PaymentStatus.REQUESTED);
        return withoutToken()
                .withDeadlines(deadlines.challengeEndsIn(time))
                .to(PaymentStatus.PENDING_CUSTOMER, null, null, nextQuestion);
    }

    /** The customer did not confirm in time: the provider is told, so that no later confirmation charges the card. */
    public Payment cancelling(PendingCall cancellation) {
        requireStatus(PaymentStatus.CANCELLING, PaymentStatus.PENDING_CUSTOMER);
        return to(PaymentStatus.CANCELLING, null, null, cancellation);
    }

    public Payment capturing(PendingCall call) {
        requireStatus(PaymentStatus.CAPTURING, PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURING);
        return to(PaymentStatus.CAPTURING, reference, detail, call);
    }

    /** Of what has expired, only a payment that is refunded in full, of which nothing is left to capture. */
    public Payment captured() {
        requireStatus(
                PaymentStatus.CAPTURED,
                PaymentStatus.AUTHORIZED,
                PaymentStatus.CAPTURING,
                PaymentStatus.REAUTHORIZING,
                PaymentStatus.EXPIRED);
        return to(PaymentStatus.CAPTURED, reference, detail, null);
    }

    /**
     * The provider refused the capture. The next command to capture begins anew, and the hold too: somebody has to see the
     * refusal first.
     *
     * @param forGood whether the refusal belongs to the key of the call, so that the next call needs another
     */
    public Payment captureRefused(boolean forGood) {
        requireStatus(PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURING);
        return refusedOnceMore(forGood)
                .withDeadlines(deadlines.holdBeginsAgain())
                .to(PaymentStatus.AUTHORIZED, reference, detail, null);
    }

    /**
     * The authorization has expired, so the card is authorized again: for all of the payment, less what the provider has paid
     * back by then. A refund that is requested may be paid of either authorization, or declined.
     */
    public Payment reauthorizing(PendingCall call) {
        requireStatus(
                PaymentStatus.REAUTHORIZING, PaymentStatus.AUTHORIZED, PaymentStatus.CAPTURING, PaymentStatus.EXPIRED);
        return new Payment(
                checkoutId,
                PaymentStatus.REAUTHORIZING,
                instrument,
                refunded,
                requiredInstrument().amount(),
                // the captures and authorizations before it keep their keys
                refusals + 1,
                reference,
                null,
                deadlines,
                call);
    }

    /** There is a new authorization, which is captured next. */
    public Payment reauthorized(String newReference, PendingCall capture) {
        requireStatus(PaymentStatus.CAPTURING, PaymentStatus.REAUTHORIZING);
        return to(PaymentStatus.CAPTURING, newReference, null, capture);
    }

    /** The authorization is released, with the call for that, or it has expired and there is no other. */
    public Payment expiring(PendingCall release) {
        requireStatus(PaymentStatus.EXPIRING, PaymentStatus.AUTHORIZED);
        return to(PaymentStatus.EXPIRING, reference, null, release);
    }

    /** The provider has captured what was to be released: only an operator can tell whose the money is. */
    public Payment heldWithoutEnd() {
        requireStatus(PaymentStatus.AUTHORIZED, PaymentStatus.EXPIRING);
        return withDeadlines(deadlines.holdNeverEnds()).to(PaymentStatus.AUTHORIZED, reference, null, null);
    }

    public Payment expired(String reason) {
        requireStatus(
                PaymentStatus.EXPIRED, PaymentStatus.AUTHORIZED, PaymentStatus.EXPIRING, PaymentStatus.REAUTHORIZING);
        return to(PaymentStatus.EXPIRED, reference, reason, null);
    }

    /**
     * The provider refused to give back what it holds or has charged. The call stays owed, because what was undone must not
     * stay charged.
     *
     * @param forGood whether the refusal belongs to the key of the call, so that the next call needs another
     */
    public Payment releaseRefused(boolean forGood, PendingCall nextCall) {
        requireStatus(PaymentStatus.VOIDING, PaymentStatus.VOIDING, PaymentStatus.EXPIRING, PaymentStatus.CANCELLING);
        return refusedOnceMore(forGood).with(nextCall);
    }

    /** Allowed in every status: whatever the provider was asked before, and whatever comes of it, is undone there. */
    public Payment voiding(PendingCall call) {
        if (!(instrument instanceof PaymentInstrument.Card)) {
            throw illegalTransition(PaymentStatus.VOIDING);
        }
        return withoutToken().to(PaymentStatus.VOIDING, reference, detail, call);
    }

    public Payment voided() {
        return withoutToken().to(PaymentStatus.VOIDED, reference, detail, null);
    }

    private Payment to(
            PaymentStatus to, @Nullable String newReference, @Nullable String newDetail, @Nullable PendingCall call) {
        return new Payment(
                checkoutId, to, instrument, refunded, reauthorized, refusals, newReference, newDetail, deadlines, call);
    }

    private Payment withoutToken() {
        return instrument instanceof PaymentInstrument.Card card ? with(card.withoutToken()) : this;
    }

    private Payment refusedOnceMore(boolean forGood) {
        int sum = forGood ? refusals + 1 : refusals;
        return new Payment(
                checkoutId, status, instrument, refunded, reauthorized, sum, reference, detail, deadlines, pendingCall);
    }

    private Payment with(PaymentInstrument.Card changed) {
        return with(changed, deadlines);
    }

    private Payment withDeadlines(PaymentDeadlines changed) {
        return with(instrument, changed);
    }

    private Payment with(@Nullable PaymentInstrument newInstrument, PaymentDeadlines newDeadlines) {
        return new Payment(
                checkoutId,
                status,
                newInstrument,
                refunded,
                reauthorized,
                refusals,
                reference,
                detail,
                newDeadlines,
                pendingCall);
    }

    public Payment with(PendingCall changed) {
        return to(status, reference, detail, changed);
    }

    /** The part of the payment that is neither refunded nor about to be: what can be captured or given back. */
    public long refundable() {
        return instrument == null ? 0 : instrument.amount() - refunded;
    }

    /** What the authorization at the provider covers at most: refunds reduce it there. */
    public long authorizedAmount() {
        return reauthorized == null ? requiredInstrument().amount() : reauthorized;
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
        return new Payment(
                checkoutId, status, instrument, sum, reauthorized, refusals, reference, detail, deadlines, pendingCall);
    }

    /** The instrument, which only a tombstone lacks. */
    public PaymentInstrument requiredInstrument() {
        return Objects.requireNonNull(instrument, "only a tombstone has no instrument");
    }

    /** The call that an undecided payment owes. */
    public PendingCall owedCall() {
        return Objects.requireNonNull(
                pendingCall, "a payment whose status says that something is going on owes a call");
    }

    /** The reply that tells the orchestrator of this status. */
    public Reply reply() {
        return switch (status) {
            case AUTHORIZED -> authorization();
            case DECLINED -> new PaymentDeclined(checkoutId, String.valueOf(detail));
            case CAPTURED -> new PaymentCaptured(checkoutId);
            case VOIDED -> new PaymentVoided(checkoutId);
            case REQUESTED, PENDING_CUSTOMER, CANCELLING, CAPTURING, REAUTHORIZING, EXPIRING, EXPIRED, VOIDING ->
                throw new IllegalStateException(
                        "Payment %s is %s, for which there is no reply".formatted(checkoutId, status));
        };
    }

    public PaymentAuthorized authorization() {
        return new PaymentAuthorized(checkoutId, String.valueOf(reference));
    }

    private void requireStatus(PaymentStatus to, PaymentStatus... from) {
        if (!Arrays.asList(from).contains(status)) {
            throw illegalTransition(to);
        }
    }

    public IllegalStateException illegalTransition(PaymentStatus to) {
        return new IllegalStateException("Payment %s is %s and cannot become %s".formatted(checkoutId, status, to));
    }
}
