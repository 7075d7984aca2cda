/** What storefronts are told: the types of events and their bodies. */
@NullMarked
package checkout.order.webhook.event;

import org.jspecify.annotations.NullMarked;
