package checkout.order.webhook.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in answers of the API.
 *
 * @param suspension null unless it is suspended
 * @param failure null unless its last attempt failed
 * @param secret only in the answer to its creation and its rotation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointView(
        UUID endpointId,
        String storefront,
        String url,
        @Nullable String description,
        List<String> eventTypes,
        EndpointStatus status,
        @Nullable Suspension suspension,
        @Nullable Failure failure,
        @Nullable Instant retryAfter,
        @Nullable String secret,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        Instant changedAt) {
    record Suspension(
            @Nullable SuspensionReason reason, @Nullable Instant at) {}

    /** @param attempts how many failed since the last success */
    record Failure(
            int attempts, @Nullable Instant since, @Nullable String lastError) {}

    public static EndpointView of(Endpoint endpoint) {
        return of(endpoint, null);
    }

    static EndpointView of(Endpoint endpoint, @Nullable String secret) {
        return new EndpointView(
                endpoint.id(),
                endpoint.storefront(),
                endpoint.url(),
                endpoint.description(),
                endpoint.eventTypes(),
                endpoint.status(),
                endpoint.status() == EndpointStatus.SUSPENDED
                        ? new Suspension(endpoint.suspensionReason(), endpoint.suspendedAt())
                        : null,
                endpoint.failures() == 0
                        ? null
                        : new Failure(endpoint.failures(), endpoint.failingSince(), endpoint.lastError()),
                endpoint.retryAfter(),
                secret,
                endpoint.previousSecretUntil(),
                endpoint.createdAt(),
                endpoint.changedAt());
    }
}
