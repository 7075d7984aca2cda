/** Calls that are still to be made to the card provider, when they are repeated, and the commands that wait for them. */
@NullMarked
package checkout.payment.pending;

import org.jspecify.annotations.NullMarked;
