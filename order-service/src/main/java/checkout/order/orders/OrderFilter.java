package checkout.order.orders;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which of a storefront's orders are asked for. */
record OrderFilter(
        String storefront,
        @Nullable String status,
        @Nullable String customerId,
        UUID below) {}
