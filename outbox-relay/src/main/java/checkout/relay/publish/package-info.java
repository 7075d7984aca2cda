/** Turns outbox rows into Kafka records and knows which of them Kafka has acknowledged. */
@NullMarked
package checkout.relay.publish;

import org.jspecify.annotations.NullMarked;
