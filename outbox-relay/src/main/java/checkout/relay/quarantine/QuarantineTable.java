package checkout.relay.quarantine;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.RowRefusal;
import checkout.relay.quarantine.QuarantinedRow.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** The table {@code relay.quarantine} in the database of a source. */
final class QuarantineTable {

    private static final String ROWS = "select " + QuarantinedRow.COLUMNS + " from relay.quarantine where slot = ? ";

    private final String slot;
    private final JdbcTemplate jdbc;

    QuarantineTable(String slot, DataSource database) {
        this.slot = slot;
        this.jdbc = new JdbcTemplate(database);
    }

    /** A row to keep, and why. */
    record Refused(CommittedOutboxRow row, RowRefusal refusal) {}

    /** Stores the rows in one transaction. A row that is there already stays as it is, unless it was sent and is refused now. */
    void insert(List<Refused> rows) {
        List<@Nullable Object[]> values = new ArrayList<>(rows.size());
        for (Refused each : rows) {
            CommittedOutboxRow row = each.row;
            values.add(new @Nullable Object[] {
                row.id(),
                slot,
                row.schema(),
                row.topic(),
                row.messageKey(),
                row.type(),
                row.sagaId(),
                row.step(),
                row.action(),
                row.attempt(),
                row.traceparent(),
                row.headers(),
                row.payload(),
                row.position(),
                each.refusal.bytes(),
                each.refusal.reason()
            });
        }
        // the driver executes a batch as one transaction
        jdbc.batchUpdate("""
                insert into relay.quarantine
                    (id, slot, source_schema, topic, message_key, type, saga_id, step, action, attempt, traceparent, headers, payload,
                     position, bytes, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::int, ?, ?, ?, '0/0'::pg_lsn + ?::numeric, ?, ?)
                    on conflict (id) do update
                   set status = 'OPEN', reason = excluded.reason, quarantined_at = excluded.quarantined_at,
                       settled_at = null, settled_by = null, settled_why = null
                 where quarantine.status = 'SENT'
                """, values);
    }

    /** The rows that must not be sent when the log is read again. */
    Map<UUID, Status> held() {
        Map<UUID, Status> held = new HashMap<>();
        jdbc.query(
                "select id, status from relay.quarantine where slot = ? and status in ('OPEN', 'DISCARDED')",
                (RowCallbackHandler)
                        row -> held.put(row.getObject("id", UUID.class), Status.valueOf(row.getString("status"))),
                slot);
        return held;
    }

    long countOpen() {
        Long open = jdbc.queryForObject(
                "select count(*) from relay.quarantine where slot = ? and status = 'OPEN'", Long.class, slot);
        return open == null ? 0 : open;
    }

    Optional<QuarantinedRow> find(UUID id) {
        return jdbc.query(ROWS + "and id = ?", QuarantinedRow::of, slot, id).stream()
                .findFirst();
    }

    /** Those of these rows that are in quarantine, or were. */
    Set<UUID> present(Collection<UUID> ids) {
        return new HashSet<>(jdbc.queryForList(
                "select id from relay.quarantine where slot = ? and id = any (?::uuid[])",
                UUID.class,
                slot,
                ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"))));
    }

    /** Newest first. */
    List<QuarantinedRow> newest(@Nullable String topic, @Nullable Status status, UUID below, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(slot));
        String query = ROWS + matching(topic, status, arguments) + "and id < ?::uuid order by id desc limit ?";
        arguments.addAll(List.of(below, limit));
        return jdbc.query(query, QuarantinedRow::of, arguments.toArray());
    }

    /** The ids of open rows, oldest first: the order in which they are sent. */
    List<UUID> oldestOpen(@Nullable String topic, UUID above, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(slot));
        String query = "select id from relay.quarantine where slot = ? " + matching(topic, Status.OPEN, arguments)
                + "and id > ?::uuid order by id limit ?";
        arguments.addAll(List.of(above, limit));
        return jdbc.queryForList(query, UUID.class, arguments.toArray());
    }

    private static String matching(@Nullable String topic, @Nullable Status status, List<Object> arguments) {
        StringBuilder conditions = new StringBuilder();
        if (topic != null) {
            conditions.append("and topic = ? ");
            arguments.add(topic);
        }
        if (status != null) {
            conditions.append("and status = '").append(status).append("' ");
        }
        return conditions.toString();
    }

    /** Locks a row until the end of the transaction; empty if it does not exist or somebody else has locked it. */
    Optional<QuarantinedRow> lock(UUID id) {
        // sending takes as long as Kafka takes to answer
        jdbc.execute("set local idle_in_transaction_session_timeout = '60s'");
        return jdbc.query(ROWS + "and id = ? for update skip locked", QuarantinedRow::of, slot, id).stream()
                .findFirst();
    }

    /** The payload of a row that the caller has locked. */
    String payload(UUID id) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select payload from relay.quarantine where id = ?", String.class, id));
    }

    /** The oldest open row of the same topic and key that was written before this one. */
    Optional<UUID> openBefore(QuarantinedRow row) {
        return jdbc
                .queryForList(
                        """
                        select id from relay.quarantine
                         where slot = ? and md5(topic) = md5(?) and md5(message_key) = md5(?) and status = 'OPEN'
                           and topic = ? and message_key = ? and id < ?
                         order by id limit 1
                        """, UUID.class, slot, row.topic(), row.messageKey(), row.topic(), row.messageKey(), row.id())
                .stream()
                .findFirst();
    }

    /** Settles a row that the caller has locked. */
    void settle(UUID id, Status status, String who, String why) {
        jdbc.update("""
                update relay.quarantine
                   set status = ?, settled_at = clock_timestamp(), settled_by = ?, settled_why = ?
                 where id = ?
                """, status.name(), who, why, id);
    }

    /** Records that a row which the caller has locked was refused again. */
    void refusedAgain(UUID id, String reason, String who, String why) {
        jdbc.update("""
                update relay.quarantine
                   set reason = ?, tried_at = clock_timestamp(), tried_by = ?, tried_why = ?
                 where id = ?
                """, reason, who, why, id);
    }

    /** Deletes rows that were settled long ago. */
    void deleteSettled() {
        jdbc.update(
                "delete from relay.quarantine where status <> 'OPEN' and settled_at < clock_timestamp() - interval '30 days'");
    }
}
