/** The payment provider of the local stack: a card network with idempotency keys, its own ledger and faults on demand. */
@NullMarked
package checkout.provider;

import org.jspecify.annotations.NullMarked;
