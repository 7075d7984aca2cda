/** A real Kafka broker in a process of its own, and the creation of the topics. */
@NullMarked
package checkout.backing.kafka;

import org.jspecify.annotations.NullMarked;
