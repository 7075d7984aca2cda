/** The storefronts and keys that an instance knows, so that no request has to ask the database for them. */
@NullMarked
package checkout.order.storefront.directory;

import org.jspecify.annotations.NullMarked;
