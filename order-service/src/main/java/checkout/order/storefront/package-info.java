/** Authenticates storefronts and serves the demo shop. */
@NullMarked
package checkout.order.storefront;

import org.jspecify.annotations.NullMarked;
