package checkout.relay.publish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A committed row of a service's outbox table, with the schema the table is in.
 *
 * @param position where the log contains it; null if it was read from the table
 */
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
        String payload,
        @Nullable Long position) {

    /** What a row takes besides its texts: the objects themselves, and what the producer keeps with each record. */
    public static final int OVERHEAD_BYTES = 1_000;

    /** Roughly how much memory it takes until Kafka has acknowledged it. */
    long approximateBytes() {
        return (long) OVERHEAD_BYTES + payload.length() + (headers == null ? 0 : headers.length());
    }
}
