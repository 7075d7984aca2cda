package checkout.relay.publish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A committed row of a service's outbox table, with the schema the table is in. */
public record CommittedOutboxRow(
        String schema,
        UUID id,
        String topic,
        String messageKey,
        String type,
        @Nullable String sagaId,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt,
        @Nullable String traceparent,
        @Nullable String headers,
        String payload) {}
