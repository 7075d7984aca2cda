/** The stock: on-hand and reserved quantities, and the API that shows and counts them. */
@NullMarked
package checkout.inventory.stock;

import org.jspecify.annotations.NullMarked;
