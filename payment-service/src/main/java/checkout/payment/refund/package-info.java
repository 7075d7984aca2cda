/** The refunds of returned items: one row per return, with the call to the card provider that it still owes. */
@NullMarked
package checkout.payment.refund;

import org.jspecify.annotations.NullMarked;
