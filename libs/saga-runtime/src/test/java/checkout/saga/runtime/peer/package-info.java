@NullMarked
package checkout.saga.runtime.peer;

import org.jspecify.annotations.NullMarked;
