/** The secrets of webhook endpoints: how they are made, stored and used for signatures. */
@NullMarked
package checkout.order.webhook.secret;

import org.jspecify.annotations.NullMarked;
