/** The service as the orchestrator meets it: real Kafka, real PostgreSQL, and a card network that answers back. */
@NullMarked
package checkout.payment;

import org.jspecify.annotations.NullMarked;
