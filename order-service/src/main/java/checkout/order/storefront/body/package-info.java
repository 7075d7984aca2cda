/** Limits the size and the duration of request bodies. */
@NullMarked
package checkout.order.storefront.body;

import org.jspecify.annotations.NullMarked;
