/** How a checkout is getting on, told while it happens. */
@NullMarked
package checkout.order.progress;

import org.jspecify.annotations.NullMarked;
