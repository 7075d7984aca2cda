/** Reservations of stock for checkouts, at most one for each, and the returned items that came back from them. */
@NullMarked
package checkout.inventory.reservation;

import org.jspecify.annotations.NullMarked;
