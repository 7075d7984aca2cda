/** The deliveries of events to endpoints: recorded with the event, listed, and sent again on request. */
@NullMarked
package checkout.order.webhook.delivery;

import org.jspecify.annotations.NullMarked;
