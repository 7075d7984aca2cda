package checkout.payment.command;

import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import org.jspecify.annotations.Nullable;

/**
 * The payment and the refund after a command. The command is answered unless the refund is still requested.
 *
 * @param payment null if the checkout has none
 */
record RefundDecision(@Nullable Payment payment, Refund refund) {}
