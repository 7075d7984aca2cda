/** Who did what to which saga or dead letter, and why. */
@NullMarked
package checkout.orchestrator.audit;

import org.jspecify.annotations.NullMarked;
