/** Faults without a kill: silence, another session's lock, a missing privilege, a foreign record, an absent broker. */
@NullMarked
package checkout.lab.scenario.outside;

import org.jspecify.annotations.NullMarked;
