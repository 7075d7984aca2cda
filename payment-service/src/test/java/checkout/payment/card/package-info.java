/** Parts of the card network's client by themselves. */
@NullMarked
package checkout.payment.card;

import org.jspecify.annotations.NullMarked;
