/** Runs acts, and looks at each saga again until what was sent is answered. */
@NullMarked
package checkout.saga.runtime.actrun;

import org.jspecify.annotations.NullMarked;
