/** Statements of the ledger's accounts over HTTP: entries and balances, and whether the recorded balances follow from them. */
@NullMarked
package checkout.payment.statement;

import org.jspecify.annotations.NullMarked;
