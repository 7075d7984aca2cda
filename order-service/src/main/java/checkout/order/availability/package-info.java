/** How much of each product is available, from a cache that inventory-service cannot slow down. */
@NullMarked
package checkout.order.availability;

import org.jspecify.annotations.NullMarked;
