/** How much there is of everything, and who has it reserved. */
@NullMarked
package checkout.inventory;

import org.jspecify.annotations.NullMarked;
