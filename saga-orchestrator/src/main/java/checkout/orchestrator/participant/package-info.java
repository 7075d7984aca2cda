/** What the participants say about themselves and about one checkout, in words for operators. */
@NullMarked
package checkout.orchestrator.participant;

import org.jspecify.annotations.NullMarked;
