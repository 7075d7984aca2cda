/** Calls that are still to be made to the card provider, and the commands that wait for their results. */
@NullMarked
package checkout.payment.pending;

import org.jspecify.annotations.NullMarked;
