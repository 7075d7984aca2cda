/** What differs between a payment and the provider's account of its checkout. */
@NullMarked
package checkout.payment.reconciliation.difference;

import org.jspecify.annotations.NullMarked;
