package checkout.payment.payments;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/** Which command is answered when the card network has answered. */
public record ReplyAddress(
        @Nullable Correlation correlation, @Nullable String traceparent) {
    public static ReplyAddress of(ReceivedMessage command) {
        return new ReplyAddress(command.correlation(), command.traceparent());
    }
}
