/** Carts that several clients change at the same time. */
@NullMarked
package checkout.lab.scenario.cart;

import org.jspecify.annotations.NullMarked;
