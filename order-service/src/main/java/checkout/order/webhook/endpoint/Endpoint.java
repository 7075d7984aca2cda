package checkout.order.webhook.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without its secrets.
 *
 * @param eventTypes the names of the types that it wants
 * @param previousSecretUntil until when the secret before the current one signs too
 * @param failures failed attempts since the last success
 * @param retryAfter the receiver asked not to be called before this time
 */
public record Endpoint(
        UUID id,
        String storefront,
        String url,
        @Nullable String description,
        List<String> eventTypes,
        EndpointStatus status,
        @Nullable SuspensionReason suspensionReason,
        @Nullable Instant suspendedAt,
        @Nullable Instant previousSecretUntil,
        int failures,
        @Nullable Instant failingSince,
        @Nullable String lastError,
        @Nullable Instant retryAfter,
        Instant createdAt,
        Instant changedAt) {}
