/** Groups the sagas that wait by the reason for which they do. */
@NullMarked
package checkout.saga.runtime.reason;

import org.jspecify.annotations.NullMarked;
