package checkout.payment.ledger;

import checkout.messaging.Correlation;
import checkout.messaging.Received;
import org.jspecify.annotations.Nullable;

/** Which command is answered when the card network has answered. */
public record ReplyTo(
        @Nullable Correlation correlation, @Nullable String traceparent) {
    public static ReplyTo of(Received command) {
        return new ReplyTo(command.correlation(), command.traceparent());
    }
}
