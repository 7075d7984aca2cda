package checkout.payment.command;

import checkout.contracts.Reply;
import checkout.payment.payments.Payment;
import org.jspecify.annotations.Nullable;

/**
 * What a command did to a payment.
 *
 * @param reply none while the card network has to be asked first
 */
record PaymentDecision(Payment after, @Nullable Reply reply) {
    static PaymentDecision answered(Payment after) {
        return new PaymentDecision(after, after.reply());
    }

    static PaymentDecision pending(Payment after) {
        return new PaymentDecision(after, null);
    }
}
