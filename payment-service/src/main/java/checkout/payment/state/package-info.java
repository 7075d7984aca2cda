/** The payments: one row per checkout with its status and the call to the card provider that it still owes. */
@NullMarked
package checkout.payment.state;

import org.jspecify.annotations.NullMarked;
