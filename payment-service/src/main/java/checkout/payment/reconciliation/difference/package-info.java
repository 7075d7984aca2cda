/** What differs between a payment and the provider's account of its checkout, and who has to do what about it. */
@NullMarked
package checkout.payment.reconciliation.difference;

import org.jspecify.annotations.NullMarked;
