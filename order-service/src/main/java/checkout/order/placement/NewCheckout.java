package checkout.order.placement;

import checkout.contracts.OrderPlaced;
import checkout.order.placement.CartPricing.PricedCart;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkout about to be committed, with the key under which its storefront may ask for it again. */
record NewCheckout(
        UUID id,
        String storefront,
        String idempotencyKey,
        String fingerprint,
        PricedCart cart,
        Instant at,
        @Nullable String traceparent) {

    OrderPlaced event() {
        return new OrderPlaced(id, cart.customerId(), cart.lines(), cart.total(), cart.payment());
    }
}
