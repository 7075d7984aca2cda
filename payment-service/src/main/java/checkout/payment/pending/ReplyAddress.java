package checkout.payment.pending;

import checkout.messaging.Correlation;
import checkout.messaging.ReceivedMessage;
import org.jspecify.annotations.Nullable;

/** The command that is answered once the card provider has answered. */
public record ReplyAddress(
        @Nullable Correlation correlation, @Nullable String traceparent) {
    public static ReplyAddress of(ReceivedMessage command) {
        return new ReplyAddress(command.correlation(), command.traceparent());
    }
}
