/** The payment provider that charges the cards: the calls to it, its possible answers, and how both travel. */
@NullMarked
package checkout.payment.provider;

import org.jspecify.annotations.NullMarked;
