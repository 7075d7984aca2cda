package checkout.payment.command;

import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.refund.Refund;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.PaymentInstrument.Wallet;
import checkout.payment.state.PaymentStatus;
import checkout.payment.wallet.WalletBalances;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides on refunds. A wallet is refunded at once; a card needs a call to the provider, which waits while the payment
 * itself is being authorized or captured. A return is refunded once, however often it is asked for.
 */
record RefundRules(WalletBalances wallets) {

    RefundDecision refund(
            RefundPayment command, @Nullable Payment payment, @Nullable Refund before, PaymentReplyAddress replyTo) {
        long amount = command.amount().minorUnits();
        if (amount <= 0) {
            throw new IllegalArgumentException(
                    "The refund of return %s is not valid: %d minor units".formatted(command.returnId(), amount));
        }
        if (before != null) {
            return new RefundDecision(payment, repeated(command, before, replyTo));
        }
        if (payment == null) {
            return new RefundDecision(null, Refund.declined(command, "unknown_payment"));
        }
        return refusal(command, payment)
                .map(detail -> new RefundDecision(payment, Refund.declined(command, detail)))
                .orElseGet(() -> accepted(command, payment, replyTo));
    }

    private Refund repeated(RefundPayment command, Refund before, PaymentReplyAddress replyTo) {
        if (!before.checkoutId().equals(command.checkoutId())
                || !before.amount().equals(command.amount())) {
            throw new IllegalArgumentException("Return %s asks for %s of checkout %s, but it asked for %s of %s before"
                    .formatted(
                            command.returnId(),
                            command.amount(),
                            command.checkoutId(),
                            before.amount(),
                            before.checkoutId()));
        }
        return before.status() == RefundStatus.REQUESTED
                ? before.with(before.owedCall().expedited(replyTo))
                : before;
    }

    private static Optional<String> refusal(RefundPayment command, Payment payment) {
        return switch (payment.status()) {
            case CANCELLING, DECLINED -> Optional.of("payment_declined");
            case EXPIRING, EXPIRED -> Optional.of("payment_expired");
            case VOIDING, VOIDED -> Optional.of("payment_voided");
            case REQUESTED, PENDING_CUSTOMER, AUTHORIZED, CAPTURING, REAUTHORIZING, CAPTURED -> {
                if (!payment.requiredInstrument()
                        .currency()
                        .equals(command.amount().currency())) {
                    yield Optional.of("currency_mismatch");
                }
                yield command.amount().minorUnits() > payment.refundable()
                        ? Optional.of("refund_exceeds_payment")
                        : Optional.empty();
            }
        };
    }

    private RefundDecision accepted(RefundPayment command, Payment payment, PaymentReplyAddress replyTo) {
        long amount = command.amount().minorUnits();
        Payment after = payment.refundRequested(amount);
        return switch (payment.requiredInstrument()) {
            case Card card -> new RefundDecision(after, Refund.requested(command, PendingCall.due(replyTo)));
            case Wallet wallet -> {
                if (payment.status() == PaymentStatus.CAPTURED) {
                    wallets.refund(payment.checkoutId(), wallet.requiredAccount(), amount, after.refundable());
                } else {
                    wallets.reduceHold(payment.checkoutId(), wallet.requiredAccount(), amount, after.refundable());
                }
                yield new RefundDecision(after, Refund.refunded(command));
            }
        };
    }
}
