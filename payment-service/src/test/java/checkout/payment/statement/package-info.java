/** Tests of what the ledger says of its accounts, against a real PostgreSQL. */
@NullMarked
package checkout.payment.statement;

import org.jspecify.annotations.NullMarked;
