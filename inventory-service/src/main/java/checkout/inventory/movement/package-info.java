/** The movements of stock: every change of a quantity as a row that is never changed, by which the stock can be proved. */
@NullMarked
package checkout.inventory.movement;

import org.jspecify.annotations.NullMarked;
