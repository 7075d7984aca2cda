/** How all sagas, and the processes that they need, are doing at the moment. */
@NullMarked
package checkout.saga.runtime.overview;

import org.jspecify.annotations.NullMarked;
