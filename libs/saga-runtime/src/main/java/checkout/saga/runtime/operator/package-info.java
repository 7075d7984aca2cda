/** What an operator sees of the sagas and does to them. */
@NullMarked
package checkout.saga.runtime.operator;

import org.jspecify.annotations.NullMarked;
