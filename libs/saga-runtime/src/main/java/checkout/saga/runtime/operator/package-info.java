/** The operator's API of the sagas. */
@NullMarked
package checkout.saga.runtime.operator;

import org.jspecify.annotations.NullMarked;
