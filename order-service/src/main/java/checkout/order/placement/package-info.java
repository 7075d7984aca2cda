/** Turns an HTTP request into a committed checkout: deduplication and group commit. */
@NullMarked
package checkout.order.placement;

import org.jspecify.annotations.NullMarked;
