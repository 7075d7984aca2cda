/** The Kafka clients of the relay: the settings of its producer, and which topics exist. */
@NullMarked
package checkout.relay.kafka;

import org.jspecify.annotations.NullMarked;
