/** Accepts checkouts and returns from storefronts, reports their progress and records how each one ended. */
@NullMarked
package checkout.order;

import org.jspecify.annotations.NullMarked;
