/** Operating-system processes: their processor time, signals to them, and pausing them. */
@NullMarked
package checkout.lab.process;

import org.jspecify.annotations.NullMarked;
