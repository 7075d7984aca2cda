package checkout.order.storefront.key;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that was valid when it was read.
 *
 * @param expiresAtNanos when it expires, on the clock of {@link System#nanoTime}: the time left is the database's, so the
 *     clock of the instance does not matter
 */
public record LiveKey(UUID id, String storefront, @Nullable Long expiresAtNanos) {
    public boolean isValid(long nanoTime) {
        return expiresAtNanos == null || expiresAtNanos - nanoTime > 0;
    }
}
