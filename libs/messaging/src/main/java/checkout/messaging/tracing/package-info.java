/** Spans of OpenTelemetry: one checkout is one trace across services, Kafka and the card provider. Off unless an endpoint is set. */
@NullMarked
package checkout.messaging.tracing;

import org.jspecify.annotations.NullMarked;
