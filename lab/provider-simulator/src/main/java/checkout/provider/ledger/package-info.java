/** The ledger: charges, captures, voids and refunds by checkout. */
@NullMarked
package checkout.provider.ledger;

import org.jspecify.annotations.NullMarked;
