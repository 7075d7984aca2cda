/** Storefronts and their limits as rows. */
@NullMarked
package checkout.order.storefront.account;

import org.jspecify.annotations.NullMarked;
