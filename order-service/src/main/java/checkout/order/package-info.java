/** Takes checkouts from storefronts, tells them how each one goes, and knows how each one ended. */
@NullMarked
package checkout.order;

import org.jspecify.annotations.NullMarked;
