/** Tests of how a payment is shown, against a real PostgreSQL. */
@NullMarked
package checkout.payment.view;

import org.jspecify.annotations.NullMarked;
