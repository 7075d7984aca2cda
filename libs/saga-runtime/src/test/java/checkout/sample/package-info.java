/** An orchestrator with two sagas that have nothing to do with a shop. */
@NullMarked
package checkout.sample;

import org.jspecify.annotations.NullMarked;
