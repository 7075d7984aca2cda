/** Where one saga stands: pure data of names and numbers, fit to be written as JSON and read back. */
@NullMarked
package checkout.saga.engine.state;

import org.jspecify.annotations.NullMarked;
