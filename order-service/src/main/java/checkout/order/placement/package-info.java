/** From an HTTP request to a durable promise: checked, priced, deduplicated, and committed together with its neighbours. */
@NullMarked
package checkout.order.placement;

import org.jspecify.annotations.NullMarked;
