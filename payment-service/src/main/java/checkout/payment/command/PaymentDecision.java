package checkout.payment.command;

import checkout.contracts.Reply;
import checkout.payment.state.Payment;
import org.jspecify.annotations.Nullable;

/**
 * The payment after a command, and the reply to the command.
 *
 * @param reply null while the card provider must be called first
 */
record PaymentDecision(Payment after, @Nullable Reply reply) {
    static PaymentDecision answered(Payment after) {
        return new PaymentDecision(after, after.reply());
    }

    static PaymentDecision pending(Payment after) {
        return new PaymentDecision(after, null);
    }
}
