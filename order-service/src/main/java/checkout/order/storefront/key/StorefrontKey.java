package checkout.order.storefront.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key as it is stored, without its hash, in its state at the time when it was read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StorefrontKey(
        @JsonProperty("keyId") UUID id,
        String storefront,
        String name,
        String prefix,
        KeyState state,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable Instant lastUsedAt,
        @Nullable UUID replacedBy) {}
