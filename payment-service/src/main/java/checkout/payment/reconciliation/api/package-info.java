/** The operators' API: starts a reconciliation, shows its progress, lists and settles differences. */
@NullMarked
package checkout.payment.reconciliation.api;

import org.jspecify.annotations.NullMarked;
