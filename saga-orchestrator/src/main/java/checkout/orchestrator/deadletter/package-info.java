/** Records that no service could handle: kept, shown, sent again or put aside. */
@NullMarked
package checkout.orchestrator.deadletter;

import org.jspecify.annotations.NullMarked;
