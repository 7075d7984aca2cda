/** The commands of the launcher {@code ./checkout}. */
@NullMarked
package checkout.lab.stack.cli;

import org.jspecify.annotations.NullMarked;
