/** The payment provider of the local stack: a card network with idempotency keys, a ledger of its own and faults on demand. */
@NullMarked
package checkout.provider;

import org.jspecify.annotations.NullMarked;
