/** Stock set aside for checkouts: reserved, refused or given back, each checkout once. */
@NullMarked
package checkout.inventory.reservation;

import org.jspecify.annotations.NullMarked;
