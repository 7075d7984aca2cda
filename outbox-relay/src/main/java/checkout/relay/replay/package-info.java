/** Publishes retained outbox rows again at the request of an operator. */
@NullMarked
package checkout.relay.replay;

import org.jspecify.annotations.NullMarked;
