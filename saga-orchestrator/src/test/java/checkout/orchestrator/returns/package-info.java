@NullMarked
package checkout.orchestrator.returns;

import org.jspecify.annotations.NullMarked;
