/** Carries out the orchestrator's commands on orders and their returns. */
@NullMarked
package checkout.order.command;

import org.jspecify.annotations.NullMarked;
