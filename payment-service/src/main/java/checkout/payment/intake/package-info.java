/** The orchestrator's commands, a poll at a time. */
@NullMarked
package checkout.payment.intake;

import org.jspecify.annotations.NullMarked;
