package checkout.relay.publish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A committed row of a service's outbox table. */
public record CapturedRow(
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
        String payload) {

    private static final int BITS_BELOW_THE_CLOCK = 16;

    /** When the row was made: the first 48 bits of a UUIDv7. */
    public long createdAtMillis() {
        return id.getMostSignificantBits() >>> BITS_BELOW_THE_CLOCK;
    }
}
