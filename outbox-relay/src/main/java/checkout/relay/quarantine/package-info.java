/** Keeps the rows that Kafka refuses for good, and lets an operator send or discard them. */
@NullMarked
package checkout.relay.quarantine;

import org.jspecify.annotations.NullMarked;
