/** Random definitions told random things: what must hold whatever happens. */
@NullMarked
package checkout.saga.engine.random;

import org.jspecify.annotations.NullMarked;
