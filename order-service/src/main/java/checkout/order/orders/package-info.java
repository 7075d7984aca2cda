/** The orders table and the states of an order. */
@NullMarked
package checkout.order.orders;

import org.jspecify.annotations.NullMarked;
