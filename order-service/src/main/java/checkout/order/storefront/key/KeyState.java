package checkout.order.storefront.key;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What may be done with a key. */
public enum KeyState {
    ACTIVE,
    /** Valid until it expires; another key has taken its place. */
    REPLACED,
    EXPIRED,
    REVOKED;

    static KeyState at(Instant now, @Nullable Instant expiresAt, @Nullable Instant revokedAt, boolean replaced) {
        if (revokedAt != null) {
            return REVOKED;
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return EXPIRED;
        }
        return replaced ? REPLACED : ACTIVE;
    }

    /** Whether a storefront can authenticate with it. */
    public boolean isValid() {
        return this == ACTIVE || this == REPLACED;
    }
}
