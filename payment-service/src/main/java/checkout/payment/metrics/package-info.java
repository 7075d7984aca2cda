/** The meters of what payments owe the card provider, and of whether calls to it may be begun. */
@NullMarked
package checkout.payment.metrics;

import org.jspecify.annotations.NullMarked;
