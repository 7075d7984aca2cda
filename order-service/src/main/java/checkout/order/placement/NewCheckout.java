package checkout.order.placement;

import checkout.contracts.OrderPlaced;
import checkout.order.cart.CartCheckout;
import checkout.order.cart.CartVersion;
import checkout.order.orders.NewOrder;
import checkout.order.pricing.CartPricing.PricedCart;
import checkout.order.request.IdempotentRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checkout about to be committed, with the idempotency key of its request.
 *
 * @param cartVersion the version of a cart that it takes, null if its request named the lines
 */
record NewCheckout(
        IdempotentRequest request,
        PricedCart cart,
        @Nullable CartVersion cartVersion,
        @Nullable String traceparent) {
    /** A checkout whose request named the lines. */
    NewCheckout(IdempotentRequest request, PricedCart cart, @Nullable String traceparent) {
        this(request, cart, null, traceparent);
    }

    UUID id() {
        return request.id();
    }

    Optional<CartCheckout> cartCheckout() {
        return Optional.ofNullable(cartVersion).map(version -> new CartCheckout(version, id()));
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
