/** The saga that takes a return to its end. */
@NullMarked
package checkout.orchestrator.returns;

import org.jspecify.annotations.NullMarked;
