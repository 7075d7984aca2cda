package checkout.relay.quarantine;

import checkout.relay.publish.CommittedOutboxRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row in quarantine, and what became of it. */
record QuarantinedRow(
        CommittedOutboxRow row,
        @Nullable String position,
        long bytes,
        String reason,
        Instant quarantinedAt,
        Status status,
        @Nullable Act lastTry,
        @Nullable Act settlement) {

    enum Status {
        OPEN,
        SENT,
        DISCARDED
    }

    /** What an operator did, and why. */
    record Act(Instant at, String by, String why) {}

    UUID id() {
        return row.id();
    }

    static QuarantinedRow of(ResultSet columns, int number) throws SQLException {
        return new QuarantinedRow(
                new CommittedOutboxRow(
                        columns.getString("source_schema"),
                        columns.getObject("id", UUID.class),
                        columns.getString("topic"),
                        columns.getString("message_key"),
                        columns.getString("type"),
                        columns.getString("saga_id"),
                        columns.getString("step"),
                        columns.getString("action"),
                        columns.getObject("attempt", Integer.class),
                        columns.getString("traceparent"),
                        columns.getString("headers"),
                        columns.getString("payload"),
                        null),
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
