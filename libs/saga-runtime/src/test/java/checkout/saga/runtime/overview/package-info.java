/** The overview without a database. */
@NullMarked
package checkout.saga.runtime.overview;

import org.jspecify.annotations.NullMarked;
