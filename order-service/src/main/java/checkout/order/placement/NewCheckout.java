package checkout.order.placement;

import checkout.contracts.OrderPlaced;
import checkout.order.orders.NewOrder;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.request.IdempotentRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkout about to be committed, with the idempotency key of its request. */
record NewCheckout(
        IdempotentRequest request,
        PricedCart cart,
        @Nullable String traceparent) {
    UUID id() {
        return request.id();
    }

    NewOrder order() {
        return new NewOrder(
                id(),
                request.storefront(),
                cart.customerId(),
                cart.lines(),
                cart.unitPrices(),
                cart.total(),
                cart.paymentMethod());
    }

    OrderPlaced event() {
        return new OrderPlaced(id(), cart.customerId(), cart.lines(), cart.total(), cart.payment());
    }
}
