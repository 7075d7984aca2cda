/** Unit tests of the card provider's client. */
@NullMarked
package checkout.payment.provider;

import org.jspecify.annotations.NullMarked;
