package checkout.order.cart;

import checkout.contracts.OrderLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cart at one version of its lines.
 *
 * @param checkoutId the checkout that has the cart, null while it can be edited
 */
public record Cart(
        String storefront,
        String id,
        long version,
        List<OrderLine> lines,
        @Nullable UUID checkoutId,
        Instant changedAt) {

    public CartStatus status() {
        return checkoutId == null ? CartStatus.OPEN : CartStatus.CHECKED_OUT;
    }
}
