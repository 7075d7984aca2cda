/** Releases the stock of reservations that were not committed in time. */
@NullMarked
package checkout.inventory.expiry;

import org.jspecify.annotations.NullMarked;
