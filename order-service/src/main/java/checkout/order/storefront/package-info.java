/** Who the storefronts are, and how they are recognized. */
@NullMarked
package checkout.order.storefront;

import org.jspecify.annotations.NullMarked;
