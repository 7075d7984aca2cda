/** Carries out the orchestrator's commands on orders. */
@NullMarked
package checkout.order.command;

import org.jspecify.annotations.NullMarked;
