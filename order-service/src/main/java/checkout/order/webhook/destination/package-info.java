/** Which URLs and which network addresses webhooks may be sent to. */
@NullMarked
package checkout.order.webhook.destination;

import org.jspecify.annotations.NullMarked;
