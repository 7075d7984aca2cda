package checkout.order.orders;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Selects orders of a storefront.
 *
 * @param before only orders with lower, that is earlier, ids
 */
public record OrderFilter(
        String storefront,
        @Nullable String status,
        @Nullable String customerId,
        UUID before) {}
