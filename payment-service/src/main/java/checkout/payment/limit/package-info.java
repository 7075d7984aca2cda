/** What limits the calls to the card provider: how many at once, how many per second, and when none at all. */
@NullMarked
package checkout.payment.limit;

import org.jspecify.annotations.NullMarked;
