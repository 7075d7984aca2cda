/** Random definitions with random inputs, and the laws that hold whatever happens. */
@NullMarked
package checkout.saga.engine.random;

import org.jspecify.annotations.NullMarked;
