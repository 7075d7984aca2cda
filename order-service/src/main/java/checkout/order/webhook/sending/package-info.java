/** Sends the deliveries that are due, and decides when a failed one is tried again. */
@NullMarked
package checkout.order.webhook.sending;

import org.jspecify.annotations.NullMarked;
