/** Decides what a saga does next, given its state and an input. No clock, no I/O, no randomness. */
@NullMarked
package checkout.saga.engine;

import org.jspecify.annotations.NullMarked;
