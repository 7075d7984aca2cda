/** A saga's history, read from its messages and from what operators did to it. */
@NullMarked
package checkout.orchestrator.timeline;

import org.jspecify.annotations.NullMarked;
