/** Limits the requests of a storefront, so that it does not slow down another. */
@NullMarked
package checkout.order.storefront.limit;

import org.jspecify.annotations.NullMarked;
