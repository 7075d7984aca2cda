/** Unit tests of the card provider's client. */
@NullMarked
package checkout.payment.card;

import org.jspecify.annotations.NullMarked;
