/** The commands of the launcher. */
@NullMarked
package checkout.lab.stack.cli;

import org.jspecify.annotations.NullMarked;
