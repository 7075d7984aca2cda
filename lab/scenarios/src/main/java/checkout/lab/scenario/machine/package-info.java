/** What the machine does to the programs on it: its clock jumps, and its disk is slow or full. */
@NullMarked
package checkout.lab.scenario.machine;

import org.jspecify.annotations.NullMarked;
