package checkout.payment.pending;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/** The command that is answered once the card provider has answered. */
public record PaymentReplyAddress(
        @Nullable Correlation correlation, @Nullable String traceparent) {
    public static PaymentReplyAddress of(ReceivedMessage command) {
        return new PaymentReplyAddress(command.correlation(), command.traceparent());
    }
}
