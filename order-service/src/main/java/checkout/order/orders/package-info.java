/** The orders themselves: how each stands, and how it is confirmed, rejected or cancelled. */
@NullMarked
package checkout.order.orders;

import org.jspecify.annotations.NullMarked;
