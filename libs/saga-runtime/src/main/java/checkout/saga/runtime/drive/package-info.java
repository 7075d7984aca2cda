/** Messages, due timers and operator requests become inputs of the engine; decisions become rows and messages, in one commit. */
@NullMarked
package checkout.saga.runtime.drive;

import org.jspecify.annotations.NullMarked;
