/** The checkout saga itself: what is done, what undoes it, and what cannot be undone. */
@NullMarked
package checkout.orchestrator.definition;

import org.jspecify.annotations.NullMarked;
