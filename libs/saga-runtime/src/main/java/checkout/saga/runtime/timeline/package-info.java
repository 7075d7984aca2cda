/** A saga's history, read from its messages and the operator actions on it. */
@NullMarked
package checkout.saga.runtime.timeline;

import org.jspecify.annotations.NullMarked;
