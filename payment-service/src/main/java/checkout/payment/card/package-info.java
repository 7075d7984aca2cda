/** The card network: calls that are owed are made outside any transaction, and their answers written back. */
@NullMarked
package checkout.payment.card;

import org.jspecify.annotations.NullMarked;
