/** The command {@code ./checkout lab strategies}. */
@NullMarked
package checkout.strategies.command;

import org.jspecify.annotations.NullMarked;
