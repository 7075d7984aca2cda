/** Publishes committed outbox rows to Kafka, source by source: who may work, when to refuse, how to stop. */
@NullMarked
package checkout.relay;

import org.jspecify.annotations.NullMarked;
