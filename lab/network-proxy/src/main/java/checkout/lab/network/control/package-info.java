/** The proxy as a process, and how it is told which faults to inject. */
@NullMarked
package checkout.lab.network.control;

import org.jspecify.annotations.NullMarked;
