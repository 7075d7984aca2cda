/** Reconciliation: a job that compares our payments by card with the provider's ledger, page by page. */
@NullMarked
package checkout.payment.reconciliation;

import org.jspecify.annotations.NullMarked;
