/** Checkouts as their storefronts see them. */
@NullMarked
package checkout.order.view;

import org.jspecify.annotations.NullMarked;
