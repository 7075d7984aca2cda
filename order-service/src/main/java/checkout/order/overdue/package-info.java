/** Finds orders and returns whose sagas should have ended long ago, and starts those sagas again. */
@NullMarked
package checkout.order.overdue;

import org.jspecify.annotations.NullMarked;
