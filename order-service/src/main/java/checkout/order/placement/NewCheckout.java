package checkout.order.placement;

import checkout.contracts.OrderPlaced;
import checkout.order.orders.NewOrder;
import checkout.order.placement.CartPricing.PricedCart;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkout about to be committed, with the idempotency key of its request. */
record NewCheckout(
        UUID id,
        String storefront,
        String idempotencyKey,
        String fingerprint,
        PricedCart cart,
        Instant placedAt,
        @Nullable String traceparent) {

    NewOrder order() {
        return new NewOrder(
                id,
                storefront,
                cart.customerId(),
                cart.lines(),
                cart.unitPrices(),
                cart.total(),
                cart.paymentMethod(),
                placedAt);
    }

    OrderPlaced event() {
        return new OrderPlaced(id, cart.customerId(), cart.lines(), cart.total(), cart.payment());
    }
}
