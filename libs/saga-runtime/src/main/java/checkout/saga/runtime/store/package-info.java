/** The tables of the sagas. */
@NullMarked
package checkout.saga.runtime.store;

import org.jspecify.annotations.NullMarked;
