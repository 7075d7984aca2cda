/** Reconciliation, against PostgreSQL and the provider simulator. */
@NullMarked
package checkout.payment.reconciliation;

import org.jspecify.annotations.NullMarked;
