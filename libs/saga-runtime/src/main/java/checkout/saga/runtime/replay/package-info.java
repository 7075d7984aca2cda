/** Replays of the relay: an operator has rows of the outbox tables published again. */
@NullMarked
package checkout.saga.runtime.replay;

import org.jspecify.annotations.NullMarked;
