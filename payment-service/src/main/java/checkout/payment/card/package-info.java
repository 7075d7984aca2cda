/** Calls to the card provider: made outside any transaction, their results written afterwards. */
@NullMarked
package checkout.payment.card;

import org.jspecify.annotations.NullMarked;
