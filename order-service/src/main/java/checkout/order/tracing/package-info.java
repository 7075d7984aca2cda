/** The spans of requests. */
@NullMarked
package checkout.order.tracing;

import org.jspecify.annotations.NullMarked;
