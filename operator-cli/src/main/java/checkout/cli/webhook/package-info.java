/** Commands about the webhook endpoints of storefronts and their deliveries. */
@NullMarked
package checkout.cli.webhook;

import org.jspecify.annotations.NullMarked;
