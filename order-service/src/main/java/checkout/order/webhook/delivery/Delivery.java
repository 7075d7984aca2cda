package checkout.order.webhook.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param id also the webhook-id that the receiver sees
 * @param checkoutId null for a test
 * @param subjectId the checkout, the return or the test that the event is about
 * @param nextAttemptAt while it is pending
 */
record Delivery(
        UUID id,
        UUID endpointId,
        String storefront,
        String eventType,
        @Nullable UUID checkoutId,
        UUID subjectId,
        DeliveryStatus status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant endedAt) {}
