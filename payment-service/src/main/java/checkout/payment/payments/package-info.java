/** The payments themselves: one row a checkout, what became of it, and which call to the card network is owed. */
@NullMarked
package checkout.payment.payments;

import org.jspecify.annotations.NullMarked;
