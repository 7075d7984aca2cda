/** The operator's commands: sagas, dead letters and the audit, through the orchestrator's API. */
@NullMarked
package checkout.lab.stack.operator;

import org.jspecify.annotations.NullMarked;
