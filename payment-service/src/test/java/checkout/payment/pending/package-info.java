/** Unit tests of pending calls. */
@NullMarked
package checkout.payment.pending;

import org.jspecify.annotations.NullMarked;
