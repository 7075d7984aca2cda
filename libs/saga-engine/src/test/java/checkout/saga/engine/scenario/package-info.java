/** A small simulated world of participants, outbox, inbox and time, and what the rules say must come of it. */
@NullMarked
package checkout.saga.engine.scenario;

import org.jspecify.annotations.NullMarked;
