/** The arithmetic of wallets by itself. */
@NullMarked
package checkout.payment.wallet;

import org.jspecify.annotations.NullMarked;
