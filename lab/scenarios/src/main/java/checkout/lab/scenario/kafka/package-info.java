/** What is in the outboxes and what is in Kafka, and whether the one is the other. */
@NullMarked
package checkout.lab.scenario.kafka;

import org.jspecify.annotations.NullMarked;
