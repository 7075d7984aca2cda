/** Unit tests of the limits. */
@NullMarked
package checkout.payment.limit;

import org.jspecify.annotations.NullMarked;
