/** Drives every checkout to its end, or back. */
@NullMarked
package checkout.orchestrator;

import org.jspecify.annotations.NullMarked;
