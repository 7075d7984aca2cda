/** How fast the relay is, and what it costs. */
@NullMarked
package checkout.lab.scenario.throughput;

import org.jspecify.annotations.NullMarked;
