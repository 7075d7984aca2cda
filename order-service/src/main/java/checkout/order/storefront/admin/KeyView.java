package checkout.order.storefront.admin;

import checkout.order.storefront.key.KeyState;
import checkout.order.storefront.key.StorefrontKey;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its admin sees it.
 *
 * @param key the key itself, only in the answer to the request that created it
 * @param replaces the key whose place it takes, in the answer to a rotation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyView(
        UUID keyId,
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
        @Nullable UUID replacedBy,
        @Nullable UUID replaces,
        @Nullable String key) {
    static KeyView of(StorefrontKey key) {
        return of(key, null, null);
    }

    static KeyView of(StorefrontKey key, @Nullable UUID replaces, @Nullable String secret) {
        return new KeyView(
                key.id(),
                key.storefront(),
                key.name(),
                key.prefix(),
                key.state(),
                key.createdAt(),
                key.createdBy(),
                key.expiresAt(),
                key.revokedAt(),
                key.revokedBy(),
                key.lastUsedAt(),
                key.replacedBy(),
                replaces,
                secret);
    }

    /** Without the key, in case somebody logs it. */
    @Override
    public String toString() {
        return "key %s of %s, %s".formatted(keyId, storefront, prefix);
    }
}
