package checkout.payment.pending;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/** The command that is answered once the card provider has answered. */
public record PaymentReplyAddress(
        @Nullable Correlation correlation, @Nullable String traceparent) {
    /** Nobody: the call is made on our own account. */
    public static final PaymentReplyAddress NOBODY = new PaymentReplyAddress(null, null);

    public static PaymentReplyAddress of(ReceivedMessage command) {
        return new PaymentReplyAddress(command.correlation(), command.traceparent());
    }
}
