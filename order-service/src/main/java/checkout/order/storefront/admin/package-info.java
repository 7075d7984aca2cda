/** The API with which admins manage storefronts, their limits and their keys. */
@NullMarked
package checkout.order.storefront.admin;

import org.jspecify.annotations.NullMarked;
