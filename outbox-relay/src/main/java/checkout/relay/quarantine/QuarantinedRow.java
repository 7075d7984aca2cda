package checkout.relay.quarantine;

import checkout.relay.publish.CommittedOutboxRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row in quarantine, and what became of it. Its payload is read only to send it: a page of large ones would not fit in memory. */
record QuarantinedRow(
        UUID id,
        String schema,
        String topic,
        String messageKey,
        String type,
        @Nullable String sagaId,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt,
        @Nullable String traceparent,
        @Nullable String headers,
        @Nullable String position,
        long bytes,
        String reason,
        Instant quarantinedAt,
        Status status,
        @Nullable Act lastTry,
        @Nullable Act settlement) {

    /** The columns from which a row is made. */
    static final String COLUMNS = """
            id, source_schema, topic, message_key, type, saga_id, step, action, attempt, traceparent, headers, position, bytes, reason,
            quarantined_at, status, tried_at, tried_by, tried_why, settled_at, settled_by, settled_why""";

    enum Status {
        OPEN,
        SENT,
        DISCARDED
    }

    /** What an operator did, and why. */
    record Act(Instant at, String by, String why) {}

    CommittedOutboxRow with(String payload) {
        return new CommittedOutboxRow(
                schema,
                id,
                topic,
                messageKey,
                type,
                sagaId,
                step,
                action,
                attempt,
                traceparent,
                headers,
                payload,
                null);
    }

    static QuarantinedRow of(ResultSet columns, int number) throws SQLException {
        return new QuarantinedRow(
                columns.getObject("id", UUID.class),
                columns.getString("source_schema"),
                columns.getString("topic"),
                columns.getString("message_key"),
                columns.getString("type"),
                columns.getString("saga_id"),
                columns.getString("step"),
                columns.getString("action"),
                columns.getObject("attempt", Integer.class),
                columns.getString("traceparent"),
                columns.getString("headers"),
                columns.getString("position"),
                columns.getLong("bytes"),
                columns.getString("reason"),
                columns.getTimestamp("quarantined_at").toInstant(),
                Status.valueOf(columns.getString("status")),
                act(columns, "tried"),
                act(columns, "settled"));
    }

    private static @Nullable Act act(ResultSet columns, String what) throws SQLException {
        Timestamp at = columns.getTimestamp(what + "_at");
        return at == null
                ? null
                : new Act(
                        at.toInstant(),
                        Objects.requireNonNull(columns.getString(what + "_by")),
                        Objects.requireNonNull(columns.getString(what + "_why")));
    }
}
