package checkout.messaging.outbox;

import checkout.messaging.Correlation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox; {@code headers} is a JSON object of further Kafka headers. */
public record OutboxRow(
        UUID id,
        String topic,
        String key,
        String type,
        @Nullable Correlation correlation,
        @Nullable String traceparent,
        @Nullable String headers,
        String payload) {}
