/** Points in time, arrival times and polling, shared by the benchmark and the scenarios. */
@NullMarked
package checkout.lab.time;

import org.jspecify.annotations.NullMarked;
