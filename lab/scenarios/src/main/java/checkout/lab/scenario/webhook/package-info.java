/** Webhooks to a receiver that fails in every way. */
@NullMarked
package checkout.lab.scenario.webhook;

import org.jspecify.annotations.NullMarked;
