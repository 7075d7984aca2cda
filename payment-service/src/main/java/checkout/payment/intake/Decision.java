package checkout.payment.intake;

import checkout.contracts.Reply;
import checkout.payment.ledger.Payment;
import org.jspecify.annotations.Nullable;

/**
 * What a command did to a payment.
 *
 * @param reply none while the card network has to be asked first
 */
record Decision(Payment after, @Nullable Reply reply) {
    static Decision answered(Payment after) {
        return new Decision(after, after.reply());
    }

    static Decision pending(Payment after) {
        return new Decision(after, null);
    }
}
