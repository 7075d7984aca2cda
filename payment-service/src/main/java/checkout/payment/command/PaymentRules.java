package checkout.payment.command;

import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentMethod;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.payment.card.CardNumberRedaction;
import checkout.payment.payments.Payment;
import checkout.payment.payments.PaymentInstrument;
import checkout.payment.payments.PaymentStatus;
import checkout.payment.payments.PendingCall;
import checkout.payment.payments.ReplyAddress;
import checkout.payment.wallet.WalletBalances;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides commands one after the other over the locked wallets of a batch; every decision is final or owes a call. */
record PaymentRules(WalletBalances walletBalances, Instant now) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    PaymentDecision authorize(AuthorizePayment wanted, @Nullable Payment before, ReplyAddress replyTo) {
        if (before == null) {
            return open(wanted, replyTo);
        }
        return switch (before.status()) {
            case REQUESTED -> hasten(before, replyTo);
            case AUTHORIZED, CAPTURING, CAPTURED -> new PaymentDecision(before, before.authorization());
            case DECLINED -> PaymentDecision.answered(before);
            case VOIDING, VOIDED -> new PaymentDecision(before, new AlreadyUndone(before.checkoutId()));
        };
    }

    private PaymentDecision open(AuthorizePayment wanted, ReplyAddress replyTo) {
        UUID id = wanted.checkoutId();
        long amount = wanted.amount().minorUnits();
        String currency = wanted.amount().currency();
        if (amount <= 0 || !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "Checkout %s asks for %d minor units of %s; that is no payment".formatted(id, amount, currency));
        }
        if (wanted.payment() instanceof PaymentMethod.Card card) {
            Optional<String> refusal = CardNumberRedaction.refusal(card.token());
            return refusal.isPresent()
                    ? PaymentDecision.answered(
                            Payment.refused(id, new PaymentInstrument.Card(amount, currency, null), refusal.get()))
                    : PaymentDecision.pending(Payment.requested(
                            id,
                            new PaymentInstrument.Card(amount, currency, card.token()),
                            PendingCall.dueAt(now, replyTo)));
        }
        String account = ((PaymentMethod.Wallet) wanted.payment()).accountId();
        return PaymentDecision.answered(walletBalances
                .hold(id, account, amount, currency)
                .map(refusal -> Payment.refused(id, new PaymentInstrument.Wallet(amount, currency, null), refusal))
                .orElseGet(() -> Payment.held(id, new PaymentInstrument.Wallet(amount, currency, account))));
    }

    /** Only what is authorized can be captured: anything else is a mistake that somebody has to look at. */
    PaymentDecision capture(UUID checkoutId, @Nullable Payment before, ReplyAddress replyTo) {
        if (before == null) {
            throw new IllegalStateException(
                    "Checkout %s has no payment, so nothing can be captured".formatted(checkoutId));
        }
        return switch (before.status()) {
            case AUTHORIZED -> captureNow(before, replyTo);
            case CAPTURING -> hasten(before, replyTo);
            case CAPTURED -> PaymentDecision.answered(before);
            case VOIDING, VOIDED -> new PaymentDecision(before, new AlreadyUndone(checkoutId));
            case REQUESTED, DECLINED -> throw before.impossible(PaymentStatus.CAPTURED);
        };
    }

    private PaymentDecision captureNow(Payment before, ReplyAddress replyTo) {
        if (before.paymentInstrument() instanceof PaymentInstrument.Wallet wallet) {
            walletBalances.capture(before.checkoutId(), account(wallet), wallet.amount());
            return PaymentDecision.answered(before.captured());
        }
        return PaymentDecision.pending(before.capturing(PendingCall.dueAt(now, replyTo)));
    }

    /** A void is never refused; one that comes first leaves a tombstone. */
    PaymentDecision giveBack(UUID checkoutId, @Nullable Payment before, ReplyAddress replyTo) {
        if (before == null) {
            return PaymentDecision.answered(Payment.tombstone(checkoutId));
        }
        return switch (before.status()) {
            case VOIDED -> PaymentDecision.answered(before);
            case VOIDING -> hasten(before, replyTo);
            case DECLINED -> PaymentDecision.answered(before.voided());
            case REQUESTED, AUTHORIZED, CAPTURING, CAPTURED -> giveBackNow(before, replyTo);
        };
    }

    private PaymentDecision giveBackNow(Payment before, ReplyAddress replyTo) {
        if (!(before.paymentInstrument() instanceof PaymentInstrument.Wallet wallet)) {
            return PaymentDecision.pending(before.voiding(PendingCall.dueAt(now, replyTo)));
        }
        if (before.status() == PaymentStatus.CAPTURED) {
            walletBalances.refund(before.checkoutId(), account(wallet), wallet.amount());
        } else {
            walletBalances.release(before.checkoutId(), account(wallet), wallet.amount());
        }
        return PaymentDecision.answered(before.voided());
    }

    private PaymentDecision hasten(Payment before, ReplyAddress replyTo) {
        PendingCall pendingCall =
                Objects.requireNonNull(before.pendingCall(), "a payment that is undecided owes a call");
        return PaymentDecision.pending(before.with(pendingCall.hastened(now, replyTo)));
    }

    private static String account(PaymentInstrument.Wallet wallet) {
        return Objects.requireNonNull(wallet.accountId(), "what a wallet authorized is held on an account");
    }
}
