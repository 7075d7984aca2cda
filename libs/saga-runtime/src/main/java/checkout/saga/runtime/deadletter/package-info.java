/** Records that a consumer could not handle: stored, shown, redriven or discarded. */
@NullMarked
package checkout.saga.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
