/** Faults that make what the services share contended: locks and consumer groups. */
@NullMarked
package checkout.lab.scenario.pressure;

import org.jspecify.annotations.NullMarked;
