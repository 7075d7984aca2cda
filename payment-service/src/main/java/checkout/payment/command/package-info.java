/** The orchestrator's commands, a poll at a time. */
@NullMarked
package checkout.payment.command;

import org.jspecify.annotations.NullMarked;
