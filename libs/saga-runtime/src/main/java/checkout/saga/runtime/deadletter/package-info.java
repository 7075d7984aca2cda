/** Records that no service could handle: kept, shown, sent again or put aside. */
@NullMarked
package checkout.saga.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
