/** The keys with which storefronts authenticate, as rows. */
@NullMarked
package checkout.order.storefront.key;

import org.jspecify.annotations.NullMarked;
