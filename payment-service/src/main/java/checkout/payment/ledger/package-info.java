/** The double-entry ledger: every movement of money as a row that never changes, and the balances that follow from it. */
@NullMarked
package checkout.payment.ledger;

import org.jspecify.annotations.NullMarked;
