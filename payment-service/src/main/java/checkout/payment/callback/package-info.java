/** The provider's callbacks: signed HTTP calls that say that a payment was decided. */
@NullMarked
package checkout.payment.callback;

import org.jspecify.annotations.NullMarked;
