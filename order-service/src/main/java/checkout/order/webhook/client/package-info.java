/** The HTTP client that sends webhooks to receivers nobody here trusts. */
@NullMarked
package checkout.order.webhook.client;

import org.jspecify.annotations.NullMarked;
