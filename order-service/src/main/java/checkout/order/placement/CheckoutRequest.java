package checkout.order.placement;

import checkout.contracts.PaymentMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkout as a storefront sends it, not yet checked. */
record CheckoutRequest(
        @Nullable String customerId,
        @Nullable List<@Nullable LineRequest> lines,
        @Nullable PaymentMethod payment) {
    record LineRequest(@Nullable String sku, @Nullable Integer quantity) {}
}
