/** Cancelling a checkout: the request, and the wait for the orchestrator's decision. */
@NullMarked
package checkout.order.cancellation;

import org.jspecify.annotations.NullMarked;
