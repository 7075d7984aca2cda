/** The product catalogue: what can be bought, and at which price. */
@NullMarked
package checkout.order.catalogue;

import org.jspecify.annotations.NullMarked;
