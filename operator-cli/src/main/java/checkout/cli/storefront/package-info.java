/** Commands about storefronts, their limits and their keys. */
@NullMarked
package checkout.cli.storefront;

import org.jspecify.annotations.NullMarked;
