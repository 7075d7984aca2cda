package checkout.order.webhook.sending;

import checkout.order.webhook.event.EventSubject;
import checkout.order.webhook.secret.EncryptedSecret;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this instance attempts now.
 *
 * @param attempt the number of the attempt
 * @param failures how many attempts have failed since the event, or since the delivery was last asked for
 * @param isEndpointFailing whether the endpoint's last attempt failed
 * @param previousSecret null unless the secret was rotated a short time ago
 * @param clock the clock by which it is attempted
 */
record DueDelivery(
        UUID id,
        EventSubject subject,
        int attempt,
        int failures,
        String url,
        boolean isEndpointFailing,
        EncryptedSecret secret,
        @Nullable EncryptedSecret previousSecret,
        DatabaseClock clock) {
    UUID endpointId() {
        return subject.endpointId();
    }
}
