package checkout.payment.intake;

import checkout.contracts.Command.AuthorizePayment;
import checkout.contracts.PaymentMethod;
import checkout.contracts.Reply.AlreadyUndone;
import checkout.payment.card.CardNumbers;
import checkout.payment.ledger.Errand;
import checkout.payment.ledger.Means;
import checkout.payment.ledger.Payment;
import checkout.payment.ledger.ReplyTo;
import checkout.payment.ledger.Status;
import checkout.payment.wallet.Purses;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides commands one after the other over the locked wallets of a batch; every decision is final or owes a call. */
record Cashier(Purses purses, Instant now) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    Decision authorize(AuthorizePayment wanted, @Nullable Payment before, ReplyTo replyTo) {
        if (before == null) {
            return open(wanted, replyTo);
        }
        return switch (before.status()) {
            case REQUESTED -> hasten(before, replyTo);
            case AUTHORIZED, CAPTURING, CAPTURED -> new Decision(before, before.authorization());
            case DECLINED -> Decision.answered(before);
            case VOIDING, VOIDED -> new Decision(before, new AlreadyUndone(before.checkoutId()));
        };
    }

    private Decision open(AuthorizePayment wanted, ReplyTo replyTo) {
        UUID id = wanted.checkoutId();
        long amount = wanted.amount().minorUnits();
        String currency = wanted.amount().currency();
        if (amount <= 0 || !CURRENCY.matcher(currency).matches()) {
            throw new IllegalArgumentException(
                    "Checkout %s asks for %d minor units of %s; that is no payment".formatted(id, amount, currency));
        }
        if (wanted.payment() instanceof PaymentMethod.Card card) {
            Optional<String> refusal = CardNumbers.refusal(card.token());
            return refusal.isPresent()
                    ? Decision.answered(Payment.refused(id, new Means.Card(amount, currency, null), refusal.get()))
                    : Decision.pending(Payment.requested(
                            id, new Means.Card(amount, currency, card.token()), Errand.dueAt(now, replyTo)));
        }
        String account = ((PaymentMethod.Wallet) wanted.payment()).accountId();
        return Decision.answered(purses.hold(id, account, amount, currency)
                .map(refusal -> Payment.refused(id, new Means.Wallet(amount, currency, null), refusal))
                .orElseGet(() -> Payment.held(id, new Means.Wallet(amount, currency, account))));
    }

    /** Only what is authorized can be captured: anything else is a mistake that somebody has to look at. */
    Decision capture(UUID checkoutId, @Nullable Payment before, ReplyTo replyTo) {
        if (before == null) {
            throw new IllegalStateException(
                    "Checkout %s has no payment, so nothing can be captured".formatted(checkoutId));
        }
        return switch (before.status()) {
            case AUTHORIZED -> captureNow(before, replyTo);
            case CAPTURING -> hasten(before, replyTo);
            case CAPTURED -> Decision.answered(before);
            case VOIDING, VOIDED -> new Decision(before, new AlreadyUndone(checkoutId));
            case REQUESTED, DECLINED -> throw before.impossible(Status.CAPTURED);
        };
    }

    private Decision captureNow(Payment before, ReplyTo replyTo) {
        if (before.means() instanceof Means.Wallet wallet) {
            purses.capture(before.checkoutId(), account(wallet), wallet.amount());
            return Decision.answered(before.captured());
        }
        return Decision.pending(before.capturing(Errand.dueAt(now, replyTo)));
    }

    /** A void is never refused; one that comes first leaves a tombstone. */
    Decision giveBack(UUID checkoutId, @Nullable Payment before, ReplyTo replyTo) {
        if (before == null) {
            return Decision.answered(Payment.tombstone(checkoutId));
        }
        return switch (before.status()) {
            case VOIDED -> Decision.answered(before);
            case VOIDING -> hasten(before, replyTo);
            case DECLINED -> Decision.answered(before.voided());
            case REQUESTED, AUTHORIZED, CAPTURING, CAPTURED -> giveBackNow(before, replyTo);
        };
    }

    private Decision giveBackNow(Payment before, ReplyTo replyTo) {
        if (!(before.means() instanceof Means.Wallet wallet)) {
            return Decision.pending(before.voiding(Errand.dueAt(now, replyTo)));
        }
        if (before.status() == Status.CAPTURED) {
            purses.refund(before.checkoutId(), account(wallet), wallet.amount());
        } else {
            purses.release(before.checkoutId(), account(wallet), wallet.amount());
        }
        return Decision.answered(before.voided());
    }

    private Decision hasten(Payment before, ReplyTo replyTo) {
        Errand errand = Objects.requireNonNull(before.errand(), "a payment that is undecided owes a call");
        return Decision.pending(before.with(errand.hastened(now, replyTo)));
    }

    private static String account(Means.Wallet wallet) {
        return Objects.requireNonNull(wallet.accountId(), "what a wallet authorized is held on an account");
    }
}
