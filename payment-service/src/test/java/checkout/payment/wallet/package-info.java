/** Unit tests of the wallets' arithmetic. */
@NullMarked
package checkout.payment.wallet;

import org.jspecify.annotations.NullMarked;
