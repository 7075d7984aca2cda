/** The decision: what a saga does next, given what it is and what it was just told. No clock, no I/O, no randomness. */
@NullMarked
package checkout.saga.engine;

import org.jspecify.annotations.NullMarked;
