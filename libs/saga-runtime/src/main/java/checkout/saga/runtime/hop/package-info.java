/** Finds out how far a command of a saga, or the answer to it, has come, and who owns what holds it up. */
@NullMarked
package checkout.saga.runtime.hop;

import org.jspecify.annotations.NullMarked;
