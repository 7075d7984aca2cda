/** Wallets held by us: what is in them, and what of it is held for checkouts. */
@NullMarked
package checkout.payment.wallet;

import org.jspecify.annotations.NullMarked;
