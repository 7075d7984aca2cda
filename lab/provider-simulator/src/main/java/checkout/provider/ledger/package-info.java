/** What was charged and given back, by checkout: kept in memory, durable in a journal before anybody is answered. */
@NullMarked
package checkout.provider.ledger;

import org.jspecify.annotations.NullMarked;
