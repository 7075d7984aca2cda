package checkout.order.webhook.sending;

import checkout.order.webhook.event.EventSubject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that this instance attempts now.
 *
 * @param attempt the number of the attempt
 * @param failures how many attempts have failed since the event, or since the delivery was last asked for
 * @param isEndpointFailing whether the endpoint's last attempt failed
 * @param secret encrypted
 */
record DueDelivery(
        UUID id,
        EventSubject subject,
        int attempt,
        int failures,
        String url,
        boolean isEndpointFailing,
        byte[] secret,
        byte @Nullable [] previousSecret) {
    UUID endpointId() {
        return subject.endpointId();
    }
}
