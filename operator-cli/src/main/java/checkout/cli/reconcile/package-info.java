/** Compares payments with the card provider's ledger, shows the differences and settles them. */
@NullMarked
package checkout.cli.reconcile;

import org.jspecify.annotations.NullMarked;
