/** The state of one saga: plain data that is stored as JSON. */
@NullMarked
package checkout.saga.engine.state;

import org.jspecify.annotations.NullMarked;
