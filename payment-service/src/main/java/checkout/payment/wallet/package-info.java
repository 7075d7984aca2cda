/** Wallets: their balances, and the holds that checkouts have on them. */
@NullMarked
package checkout.payment.wallet;

import org.jspecify.annotations.NullMarked;
