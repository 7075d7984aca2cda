/** The commands that show the payments' ledger and verify that its balances follow from its entries. */
@NullMarked
package checkout.cli.ledger;

import org.jspecify.annotations.NullMarked;
