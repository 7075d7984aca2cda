/** Asks the other processes of the system, each within a time limit. */
@NullMarked
package checkout.saga.runtime.peer;

import org.jspecify.annotations.NullMarked;
