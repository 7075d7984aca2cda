/** The stack as a whole: its parts, and the order in which they start and stop. */
@NullMarked
package checkout.lab.stack.run;

import org.jspecify.annotations.NullMarked;
