/** A storefront's receiver of webhooks that fails on demand, for tests and scenarios. */
@NullMarked
package checkout.backing.webhook;

import org.jspecify.annotations.NullMarked;
