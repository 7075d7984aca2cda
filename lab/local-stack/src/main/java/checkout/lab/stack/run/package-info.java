/** The stack as a whole: which parts it has, in which order they start and stop. */
@NullMarked
package checkout.lab.stack.run;

import org.jspecify.annotations.NullMarked;
