/** The relay's throughput, delay and processor time. */
@NullMarked
package checkout.lab.scenario.throughput;

import org.jspecify.annotations.NullMarked;
