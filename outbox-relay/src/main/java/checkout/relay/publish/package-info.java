/** Sends outbox rows to Kafka as CloudEvents and tracks their acknowledgements. */
@NullMarked
package checkout.relay.publish;

import org.jspecify.annotations.NullMarked;
