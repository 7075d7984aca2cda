/** Reads a Kafka record as a message, and makes the dead letter of one that cannot be handled. */
@NullMarked
package checkout.messaging.record;

import org.jspecify.annotations.NullMarked;
