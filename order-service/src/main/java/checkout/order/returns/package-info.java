/** Returns of confirmed checkouts: requesting them, their states and their tables. */
@NullMarked
package checkout.order.returns;

import org.jspecify.annotations.NullMarked;
