/** What operators see of reservations. */
@NullMarked
package checkout.inventory.reservation.view;

import org.jspecify.annotations.NullMarked;
