/** Faults: parts of the stack are killed, paused, doubled and replaced. */
@NullMarked
package checkout.lab.scenario.fault;

import org.jspecify.annotations.NullMarked;
