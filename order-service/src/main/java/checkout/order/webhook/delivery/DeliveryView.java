package checkout.order.webhook.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in answers of the API.
 *
 * @param deliveryId also the webhook-id that the receiver sees
 * @param returnId if the event is about a return
 * @param attemptLog the latest attempts, newest first; only where a single delivery is shown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
        UUID deliveryId,
        UUID endpointId,
        String storefront,
        String eventType,
        @Nullable UUID checkoutId,
        @Nullable UUID returnId,
        DeliveryStatus status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt,
        @Nullable List<Attempt> attemptLog) {
    static DeliveryView of(Delivery delivery) {
        return of(delivery, null);
    }

    static DeliveryView of(Delivery delivery, @Nullable List<Attempt> attemptLog) {
        boolean aboutReturn =
                delivery.checkoutId() != null && !delivery.subjectId().equals(delivery.checkoutId());
        return new DeliveryView(
                delivery.id(),
                delivery.endpointId(),
                delivery.storefront(),
                delivery.eventType(),
                delivery.checkoutId(),
                aboutReturn ? delivery.subjectId() : null,
                delivery.status(),
                delivery.attempts(),
                delivery.createdAt(),
                delivery.nextAttemptAt(),
                delivery.endedAt(),
                attemptLog);
    }
}
