/** Tells operators and the platform how the relay is doing. */
@NullMarked
package checkout.relay.status;

import org.jspecify.annotations.NullMarked;
