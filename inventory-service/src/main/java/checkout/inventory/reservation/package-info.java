/** Reservations of stock for checkouts: each checkout has at most one, which is held, refused or released. */
@NullMarked
package checkout.inventory.reservation;

import org.jspecify.annotations.NullMarked;
