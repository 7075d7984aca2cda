/** How much stock there is of every product, and which checkouts have reserved it. */
@NullMarked
package checkout.inventory;

import org.jspecify.annotations.NullMarked;
