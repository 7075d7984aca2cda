/** The endpoints of storefronts, and the API that manages them. */
@NullMarked
package checkout.order.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
