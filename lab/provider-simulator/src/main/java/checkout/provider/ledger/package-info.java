/** The ledger: charges, captures, voids and refunds by checkout, journaled to disk before a call is answered. */
@NullMarked
package checkout.provider.ledger;

import org.jspecify.annotations.NullMarked;
