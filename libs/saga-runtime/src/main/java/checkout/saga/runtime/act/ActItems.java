package checkout.saga.runtime.act;

import checkout.messaging.sql.Columns;
import checkout.saga.runtime.act.ActItem.Outcome;
import checkout.saga.runtime.audit.AuditLog.LastAction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The table of the sagas of acts, as it is created and read. */
@Repository
class ActItems {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REASONS = 20;

    private final JdbcTemplate jdbc;

    ActItems(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(UUID act, List<PlannedItem> items) {
        jdbc.update(
                """
                insert into act_item (act_id, saga_id, saga_type, moved_at, possible, before_state, sends, detail, outcome,
                                      finished_at)
                select *, case when moved_at is null then 'GONE' else 'PENDING' end,
                       case when moved_at is null then clock_timestamp() end
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::bool[], ?::text[], ?::text[], ?::text[])
                  as new (act_id, saga_id, saga_type, moved_at, possible, before_state, sends, detail)
                """,
                Columns.of(items)
                        .uuid(item -> act)
                        .uuid(PlannedItem::saga)
                        .text(PlannedItem::type)
                        .timestamp(PlannedItem::movedAt)
                        .bool(item -> item.preview().possible())
                        .text(PlannedItem::before)
                        .text(item -> JSON.writeValueAsString(item.preview().sends()))
                        .text(item -> item.preview().why()));
    }

    /** The number of sagas of these acts by what became of them. */
    Map<UUID, Map<String, Integer>> outcomes(List<UUID> acts) {
        Map<UUID, Map<String, Integer>> outcomes = new LinkedHashMap<>();
        if (!acts.isEmpty()) {
            jdbc.query(
                    "select act_id, outcome, count(*) from act_item where act_id = any (?::uuid[]) group by 1, 2 order by 2",
                    Columns.of(acts).uuid(id -> id),
                    row -> {
                        outcomes.computeIfAbsent(row.getObject(1, UUID.class), act -> new LinkedHashMap<>())
                                .put(row.getString(2), row.getInt(3));
                    });
        }
        return outcomes;
    }

    /** A detail of sagas whose act did not, or would not, succeed. */
    record Reason(String outcome, boolean possible, String detail, int count) {}

    /** The most frequent ones. */
    List<Reason> reasons(UUID act, boolean planned) {
        return jdbc.query(
                """
                select outcome, possible, detail, count(*) from act_item
                where act_id = ? and detail is not null and outcome <> 'DONE'
                group by 1, 2, 3
                order by 4 desc, 3
                limit ?
                """,
                (row, number) -> new Reason(
                        shown(row.getString(1), planned), row.getBoolean(2), row.getString(3), row.getInt(4)),
                act,
                REASONS);
    }

    /** @param outcome only sagas that this became of */
    List<ActItem> page(Act act, @Nullable Outcome outcome, @Nullable Boolean possible, UUID below, int limit) {
        boolean planned = act.status() == Act.Status.PLANNED;
        StringBuilder sql = new StringBuilder("select * from act_item where act_id = ? and saga_id < ?");
        List<Object> arguments = new ArrayList<>(List.of(act.id(), below));
        if (outcome != null) {
            sql.append(" and outcome = ?");
            arguments.add(outcome.name());
        }
        if (possible != null) {
            sql.append(" and possible = ?");
            arguments.add(possible);
        }
        arguments.add(limit);
        return jdbc.query(
                sql.append(" order by saga_id desc limit ?").toString(),
                (row, number) -> item(row, planned),
                arguments.toArray());
    }

    /** What was not acted on yet is left alone. */
    int skipPending(UUID act) {
        return jdbc.update("""
                update act_item set outcome = 'SKIPPED', detail = 'the act was stopped', finished_at = clock_timestamp()
                where act_id = ? and outcome = 'PENDING'
                """, act);
    }

    /** What waits to be acted on is only planned as long as nobody runs the act. */
    static String shown(String outcome, boolean planned) {
        return planned && outcome.equals(Outcome.PENDING.name()) ? "PLANNED" : outcome;
    }

    private static ActItem item(ResultSet row, boolean planned) throws SQLException {
        String changedBy = row.getString("changed_by");
        Timestamp changedAt = row.getTimestamp("changed_at");
        return new ActItem(
                row.getObject("saga_id", UUID.class),
                row.getString("saga_type"),
                row.getBoolean("possible"),
                shown(row.getString("outcome"), planned),
                row.getString("before_state"),
                Acts.instant(row.getTimestamp("moved_at")),
                JSON.readTree(row.getString("sends")),
                row.getString("detail"),
                row.getString("after_state"),
                Acts.instant(row.getTimestamp("requested_at")),
                Acts.instant(row.getTimestamp("finished_at")),
                changedBy == null || changedAt == null
                        ? null
                        : new LastAction(
                                changedBy,
                                changedAt.toInstant(),
                                Objects.requireNonNull(row.getString("changed_with"))));
    }
}
