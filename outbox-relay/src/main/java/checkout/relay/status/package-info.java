/** Reports the state of the relay: to operators, to monitoring, and as health. */
@NullMarked
package checkout.relay.status;

import org.jspecify.annotations.NullMarked;
