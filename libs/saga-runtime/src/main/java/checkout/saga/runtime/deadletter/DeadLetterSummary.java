package checkout.saga.runtime.deadletter;

import checkout.saga.runtime.api.PayloadRedaction;
import checkout.saga.runtime.deadletter.DeadLetter.Settlement;
import checkout.saga.runtime.deadletter.DeadLetter.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a list. A page of bodies, headers and stack traces would not fit in memory.
 *
 * @param reason may hold secrets until it is {@link #redacted}
 */
record DeadLetterSummary(
        UUID id,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        String key,
        String type,
        @Nullable String group,
        String reason,
        @Nullable UUID sagaId,
        @Nullable Instant receivedAt,
        Status status,
        @Nullable Settlement settlement) {

    /** The columns from which one is made. */
    static final String COLUMNS = """
            id, topic, origin_partition, origin_offset, message_key, type, consumer_group, reason, saga_id, received_at, status,
            settled_at, settled_by, settled_why, redriven_as""";

    static DeadLetterSummary of(ResultSet row, int number) throws SQLException {
        return new DeadLetterSummary(
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getObject("origin_partition", Integer.class),
                row.getObject("origin_offset", Long.class),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("consumer_group"),
                row.getString("reason"),
                row.getObject("saga_id", UUID.class),
                row.getTimestamp("received_at").toInstant(),
                Status.valueOf(row.getString("status")),
                settlement(row));
    }

    DeadLetterSummary redacted(PayloadRedaction redaction) {
        return new DeadLetterSummary(
                id,
                topic,
                partition,
                offset,
                key,
                type,
                group,
                Objects.requireNonNull(redaction.words(reason, topic)),
                sagaId,
                receivedAt,
                status,
                settlement);
    }

    static @Nullable Settlement settlement(ResultSet row) throws SQLException {
        Timestamp settled = row.getTimestamp("settled_at");
        return settled == null
                ? null
                : new Settlement(
                        settled.toInstant(),
                        row.getString("settled_by"),
                        row.getString("settled_why"),
                        row.getObject("redriven_as", UUID.class));
    }
}
