package checkout.order.cart;

import java.util.UUID;

/** A checkout that takes one version of a cart. */
public record CartCheckout(CartVersion cart, UUID checkoutId) {}
