package checkout.payment.command;

import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentMethod;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.contracts.Reply.CaptureRefused;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.PaymentInstrument.Wallet;
import checkout.payment.state.PaymentStatus;
import checkout.payment.wallet.WalletBalances;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides on authorizations, captures and voids; a decision is final or leaves a pending call to the card provider. */
record PaymentRules(WalletBalances wallets) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    PaymentDecision authorize(AuthorizePayment command, @Nullable Payment before, PaymentReplyAddress replyTo) {
        if (before == null) {
            return open(command, replyTo);
        }
        return switch (before.status()) {
            case REQUESTED -> expedite(before, replyTo);
            // only the customer's answer, or its absence, decides
            case PENDING_CUSTOMER, CANCELLING ->
                PaymentDecision.pending(before.with(before.owedCall().answering(replyTo)));
            case AUTHORIZED, CAPTURING, REAUTHORIZING, CAPTURED -> new PaymentDecision(before, before.authorization());
            case DECLINED -> PaymentDecision.answered(before);
            case EXPIRING, EXPIRED, VOIDING, VOIDED ->
                new PaymentDecision(before, new AlreadyUndone(before.checkoutId()));
        };
    }

    private PaymentDecision open(AuthorizePayment command, PaymentReplyAddress replyTo) {
        UUID id = command.checkoutId();
        long amount = command.amount().minorUnits();
        String currency = command.amount().currency();
        Duration holdFor = command.holdFor();
        if (amount <= 0 || !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "The payment of checkout %s is not valid: %d minor units of %s".formatted(id, amount, currency));
        }
        return switch (command.payment()) {
            case PaymentMethod.Card card ->
                openCard(id, new Card(amount, currency, card.token()), card.token(), holdFor, replyTo);
            case PaymentMethod.Wallet wallet ->
                openWallet(id, new Wallet(amount, currency, wallet.accountId()), holdFor);
        };
    }

    private PaymentDecision openCard(
            UUID id, Card card, String token, @Nullable Duration holdFor, PaymentReplyAddress replyTo) {
        return CardNumberRedaction.refusal(token)
                .map(refusal -> PaymentDecision.answered(
                        Payment.refused(id, new Card(card.amount(), card.currency(), null), refusal)))
                .orElseGet(
                        () -> PaymentDecision.pending(Payment.requested(id, card, PendingCall.due(replyTo), holdFor)));
    }

    private PaymentDecision openWallet(UUID id, Wallet wallet, @Nullable Duration holdFor) {
        return PaymentDecision.answered(wallets.hold(id, wallet.requiredAccount(), wallet.amount(), wallet.currency())
                .map(refusal -> Payment.refused(id, new Wallet(wallet.amount(), wallet.currency(), null), refusal))
                .orElseGet(() -> Payment.held(id, wallet, holdFor)));
    }

    /** Captures the part of an authorized payment that is not refunded; in DECLINED or REQUESTED, a capture is a bug. */
    PaymentDecision capture(UUID checkoutId, @Nullable Payment before, PaymentReplyAddress replyTo) {
        if (before == null) {
            throw new IllegalStateException(
                    "Checkout %s has no payment, so nothing can be captured".formatted(checkoutId));
        }
        return switch (before.status()) {
            case AUTHORIZED -> captureAuthorized(before, replyTo);
            case CAPTURING, REAUTHORIZING -> expedite(before, replyTo);
            case CAPTURED -> PaymentDecision.answered(before);
            case EXPIRING -> captureRefused(before, "the hold has ended and is being released");
            case EXPIRED -> captureExpired(before, replyTo);
            case VOIDING, VOIDED -> new PaymentDecision(before, new AlreadyUndone(checkoutId));
            case REQUESTED, PENDING_CUSTOMER, CANCELLING, DECLINED ->
                throw before.illegalTransition(PaymentStatus.CAPTURED);
        };
    }

    /**
     * A card can be authorized again, unless the provider has paid all of it back: a refund that is requested may be paid or
     * not. The refunds of a wallet are paid; its money may have been spent since.
     */
    private static PaymentDecision captureExpired(Payment before, PaymentReplyAddress replyTo) {
        return switch (before.requiredInstrument()) {
            case Card card -> PaymentDecision.pending(before.reauthorizing(PendingCall.due(replyTo)));
            case Wallet wallet ->
                before.refundable() == 0
                        ? PaymentDecision.answered(before.captured())
                        : captureRefused(before, "the hold has ended and is released");
        };
    }

    private static PaymentDecision captureRefused(Payment before, String reason) {
        return new PaymentDecision(before, new CaptureRefused(before.checkoutId(), reason));
    }

    private PaymentDecision captureAuthorized(Payment before, PaymentReplyAddress replyTo) {
        return switch (before.requiredInstrument()) {
            case Wallet wallet -> {
                wallets.capture(before.checkoutId(), wallet.requiredAccount(), before.refundable());
                yield PaymentDecision.answered(before.captured());
            }
            case Card card -> PaymentDecision.pending(before.capturing(PendingCall.due(replyTo)));
        };
    }

    /** Voids a payment in any status. If there is none yet, a tombstone refuses the late authorization. */
    PaymentDecision voidPayment(UUID checkoutId, @Nullable Payment before, PaymentReplyAddress replyTo) {
        if (before == null) {
            return PaymentDecision.answered(Payment.tombstone(checkoutId));
        }
        return switch (before.status()) {
            case VOIDED -> PaymentDecision.answered(before);
            case VOIDING -> expedite(before, replyTo);
            case DECLINED -> PaymentDecision.answered(before.voided());
            case EXPIRED -> voidExpired(before, replyTo);
            case REQUESTED ->
                before.owedCall().isFirst() ? PaymentDecision.answered(before.voided()) : giveBack(before, replyTo);
            case PENDING_CUSTOMER, CANCELLING, AUTHORIZED, CAPTURING, REAUTHORIZING, CAPTURED, EXPIRING ->
                giveBack(before, replyTo);
        };
    }

    /** The money of a wallet is released. Of a card, a new authorization that the provider refused may yet come to be held. */
    private PaymentDecision voidExpired(Payment before, PaymentReplyAddress replyTo) {
        return switch (before.requiredInstrument()) {
            case Card card -> giveBack(before, replyTo);
            case Wallet wallet -> PaymentDecision.answered(before.voided());
        };
    }

    private PaymentDecision giveBack(Payment before, PaymentReplyAddress replyTo) {
        return switch (before.requiredInstrument()) {
            case Card card -> PaymentDecision.pending(before.voiding(PendingCall.due(replyTo)));
            case Wallet wallet -> {
                if (before.status() == PaymentStatus.CAPTURED) {
                    wallets.voidCapture(before.checkoutId(), wallet.requiredAccount(), before.refundable());
                } else {
                    wallets.release(before.checkoutId(), wallet.requiredAccount(), before.refundable());
                }
                yield PaymentDecision.answered(before.voided());
            }
        };
    }

    private PaymentDecision expedite(Payment before, PaymentReplyAddress replyTo) {
        return PaymentDecision.pending(before.with(before.owedCall().expedited(replyTo)));
    }
}
