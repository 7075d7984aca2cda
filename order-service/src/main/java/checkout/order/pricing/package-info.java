/** What a cart costs: the check of a checkout's request against the catalogue, and its total. */
@NullMarked
package checkout.order.pricing;

import org.jspecify.annotations.NullMarked;
