/** Compares what was committed to the outboxes with what is in Kafka. */
@NullMarked
package checkout.lab.scenario.kafka;

import org.jspecify.annotations.NullMarked;
