/** Unit tests of the rules that decide on commands. */
@NullMarked
package checkout.payment.command;

import org.jspecify.annotations.NullMarked;
