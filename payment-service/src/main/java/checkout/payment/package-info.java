/** Takes the money for a checkout, by card or from a wallet, and gives it back. */
@NullMarked
package checkout.payment;

import org.jspecify.annotations.NullMarked;
