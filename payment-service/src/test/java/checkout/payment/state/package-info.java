/** Unit tests of the wallets' arithmetic. */
@NullMarked
package checkout.payment.state;

import org.jspecify.annotations.NullMarked;
