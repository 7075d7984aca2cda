/** Publishes retained outbox rows again, on an operator's word. */
@NullMarked
package checkout.relay.replay;

import org.jspecify.annotations.NullMarked;
