/** The shelf as people see and count it. */
@NullMarked
package checkout.inventory.stock;

import org.jspecify.annotations.NullMarked;
