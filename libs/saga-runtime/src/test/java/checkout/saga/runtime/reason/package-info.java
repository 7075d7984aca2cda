@NullMarked
package checkout.saga.runtime.reason;

import org.jspecify.annotations.NullMarked;
