package checkout.payment.command;

import checkout.contracts.PaymentCommand;
import checkout.contracts.PaymentCommand.AuthorizePayment;
import checkout.contracts.PaymentCommand.CapturePayment;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.PaymentCommand.VoidPayment;
import checkout.messaging.Effects;
import checkout.messaging.ReceivedMessage;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.refund.Refund;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.Payment;
import checkout.payment.wallet.WalletBalances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies the commands of a batch to locked payments, refunds and wallets, and collects what changes. */
final class PaymentBatch {
    private final Map<UUID, Payment> payments;
    private final Map<UUID, Refund> refunds;
    private final PaymentRules paymentRules;
    private final RefundRules refundRules;
    private final List<Payment> newPayments = new ArrayList<>();
    private final List<Payment> changedPayments = new ArrayList<>(0);
    private final List<Refund> newRefunds = new ArrayList<>(0);
    private final List<Refund> changedRefunds = new ArrayList<>(0);
    private final Effects effects = new Effects();
    private boolean paymentCallsPending;
    private boolean refundCallsPending;

    /**
     * @param payments by checkout id
     * @param refunds by return id
     */
    PaymentBatch(Map<UUID, Payment> payments, Map<UUID, Refund> refunds, WalletBalances wallets) {
        this.payments = payments;
        this.refunds = refunds;
        this.paymentRules = new PaymentRules(wallets);
        this.refundRules = new RefundRules(wallets);
    }

    void apply(PaymentCommand command, ReceivedMessage message) {
        Payment before = payments.get(command.checkoutId());
        PaymentReplyAddress replyTo = PaymentReplyAddress.of(message);
        switch (command) {
            case AuthorizePayment authorize -> add(message, before, paymentRules.authorize(authorize, before, replyTo));
            case CapturePayment capture ->
                add(message, before, paymentRules.capture(capture.checkoutId(), before, replyTo));
            case VoidPayment voidPayment ->
                add(message, before, paymentRules.voidPayment(voidPayment.checkoutId(), before, replyTo));
            case RefundPayment refund -> {
                Refund refundBefore = refunds.get(refund.returnId());
                add(message, before, refundBefore, refundRules.refund(refund, before, refundBefore, replyTo));
            }
        }
    }

    private void add(ReceivedMessage message, @Nullable Payment before, PaymentDecision decision) {
        if (before == null) {
            newPayments.add(decision.after());
        } else if (!decision.after().equals(before)) {
            changedPayments.add(decision.after());
        }
        if (decision.reply() == null) {
            paymentCallsPending = true;
        } else {
            effects.reply(message, decision.reply());
        }
    }

    private void add(
            ReceivedMessage message,
            @Nullable Payment paymentBefore,
            @Nullable Refund refundBefore,
            RefundDecision decision) {
        Payment payment = decision.payment();
        if (payment != null && !payment.equals(paymentBefore)) {
            changedPayments.add(payment);
        }
        if (refundBefore == null) {
            newRefunds.add(decision.refund());
        } else if (!decision.refund().equals(refundBefore)) {
            changedRefunds.add(decision.refund());
        }
        if (decision.refund().status() == RefundStatus.REQUESTED) {
            refundCallsPending = true;
        } else {
            effects.reply(message, decision.refund().reply());
        }
    }

    List<Payment> newPayments() {
        return newPayments;
    }

    List<Payment> changedPayments() {
        return changedPayments;
    }

    List<Refund> newRefunds() {
        return newRefunds;
    }

    List<Refund> changedRefunds() {
        return changedRefunds;
    }

    /** The replies; the caller adds the writes. */
    Effects effects() {
        return effects;
    }

    boolean paymentCallsPending() {
        return paymentCallsPending;
    }

    boolean refundCallsPending() {
        return refundCallsPending;
    }
}
