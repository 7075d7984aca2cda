/** Captures committed outbox rows from the write-ahead log with an embedded Debezium engine. */
@NullMarked
package checkout.relay.capture;

import org.jspecify.annotations.NullMarked;
