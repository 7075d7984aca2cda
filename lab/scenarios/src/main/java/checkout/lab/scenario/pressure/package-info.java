/** Faults that make what the services share slow or contended: the disk, the locks, the consumer group. */
@NullMarked
package checkout.lab.scenario.pressure;

import org.jspecify.annotations.NullMarked;
