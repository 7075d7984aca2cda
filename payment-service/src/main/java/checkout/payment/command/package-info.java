/** The commands of the orchestrator, handled one Kafka poll at a time. */
@NullMarked
package checkout.payment.command;

import org.jspecify.annotations.NullMarked;
