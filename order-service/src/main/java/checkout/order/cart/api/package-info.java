/** Carts as storefronts see and change them: conditional requests, merge patches, and the cart that a checkout names. */
@NullMarked
package checkout.order.cart.api;

import org.jspecify.annotations.NullMarked;
