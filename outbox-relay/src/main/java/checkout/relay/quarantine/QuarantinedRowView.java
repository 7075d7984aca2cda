package checkout.relay.quarantine;

import checkout.relay.quarantine.QuarantinedRow.Act;
import checkout.relay.quarantine.QuarantinedRow.Status;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row in quarantine, as JSON for operators. It does not contain the payload, which may contain card tokens; a database
 * administrator finds that in {@code relay.quarantine}.
 *
 * @param position where the source's log contained it
 * @param bytes the size of its record
 * @param origin of a dead letter: the consumer group, and the topic, partition and offset of the record it is about
 * @param lastTry the last attempt to send it that Kafka refused
 * @param settlement who sent or discarded it
 */
record QuarantinedRowView(
        String source,
        UUID id,
        String schema,
        String topic,
        String key,
        String type,
        @Nullable String sagaId,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt,
        @Nullable String traceparent,
        Map<String, String> origin,
        @Nullable String position,
        long bytes,
        String reason,
        Instant quarantinedAt,
        Status status,
        @Nullable Act lastTry,
        @Nullable Act settlement) {

    private static final int MAX_SHOWN = 500;
    private static final String ORIGIN_PREFIX = "dlt-";
    /** Words of the record itself may be in these. */
    private static final String REASON = "dlt-reason";

    private static final String STACK = "dlt-stack";
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    static QuarantinedRowView of(String source, QuarantinedRow row) {
        return new QuarantinedRowView(
                source,
                row.id(),
                row.schema(),
                shown(row.topic()),
                shown(row.messageKey()),
                shown(row.type()),
                row.sagaId(),
                row.step(),
                row.action(),
                row.attempt(),
                row.traceparent(),
                origin(row.headers()),
                row.position(),
                row.bytes(),
                row.reason(),
                row.quarantinedAt(),
                row.status(),
                row.lastTry(),
                row.settlement());
    }

    private static Map<String, String> origin(@Nullable String headers) {
        Map<String, String> origin = new TreeMap<>();
        if (headers != null) {
            try {
                JsonMapper.shared().readValue(headers, OBJECT).forEach((name, value) -> {
                    if (name.startsWith(ORIGIN_PREFIX) && !name.equals(REASON) && !name.equals(STACK)) {
                        origin.put(name, shown(String.valueOf(value)));
                    }
                });
            } catch (JacksonException unreadable) {
                origin.put("unreadable", "the headers are not a JSON object");
            }
        }
        return origin;
    }

    private static String shown(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
    }
}
