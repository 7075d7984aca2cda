/** The table of carts: changed under the condition of a version, given to checkouts, deleted when they expire. */
@NullMarked
package checkout.order.cart;

import org.jspecify.annotations.NullMarked;
