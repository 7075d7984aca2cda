package checkout.saga.runtime.audit;

import checkout.messaging.MessageIds;
import checkout.messaging.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The audit log. Each row is written in the transaction of its action; the service has no right to change it. */
@Repository
public class AuditLog {
    private final JdbcTemplate jdbc;

    AuditLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A row of the log. */
    record Entry(
            UUID id,
            Instant at,
            String who,
            String action,
            @Nullable UUID sagaId,
            @Nullable UUID deadLetterId,
            String reason,
            String outcome,
            @Nullable String detail,
            @Nullable String before,
            @Nullable String after,
            @Nullable UUID actId) {}

    /** The action of an operator that moved a saga last. */
    public record LastAction(String who, Instant at, String action) {}

    /** Records actions. Those that were done to sagas are recorded with the versions that they made, so the sagas come first. */
    public void insert(List<OperatorAction> actions) {
        jdbc.update(
                """
                insert into audit (id, who, action, saga_id, dead_letter_id, reason, outcome, detail,
                                   before_state, after_state, act_id, saga_moved_at)
                select new.*, case when new.outcome = 'DONE' and new.dead_letter_id is null
                                   then (select moved_at from saga where saga.id = new.saga_id) end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::uuid[])
                  as new (id, who, action, saga_id, dead_letter_id, reason, outcome, detail, before_state, after_state, act_id)
                """,
                Columns.of(actions)
                        .uuid(operatorAction -> MessageIds.next())
                        .text(OperatorAction::who)
                        .text(operatorAction -> operatorAction.action().name())
                        .uuid(OperatorAction::sagaId)
                        .uuid(OperatorAction::deadLetterId)
                        .text(OperatorAction::reason)
                        .text(operatorAction -> operatorAction.outcome().name())
                        .text(OperatorAction::detail)
                        .text(OperatorAction::before)
                        .text(OperatorAction::after)
                        .uuid(OperatorAction::actId));
    }

    /** The last actions of operators that moved these sagas after they had these versions. */
    public Map<UUID, LastAction> lastActionsSince(Map<UUID, Instant> versions) {
        Map<UUID, LastAction> last = new HashMap<>();
        jdbc.query("""
                select distinct on (audit.saga_id) audit.saga_id, who, acted_at, action
                from unnest(?::uuid[], ?::timestamptz[]) as seen (saga_id, moved_at)
                join audit on audit.saga_id = seen.saga_id and audit.saga_moved_at > seen.moved_at
                order by audit.saga_id, audit.id desc
                """, Columns.of(versions.entrySet()).uuid(Map.Entry::getKey).timestamp(Map.Entry::getValue), row -> {
            last.put(
                    row.getObject(1, UUID.class),
                    new LastAction(row.getString(2), row.getTimestamp(3).toInstant(), row.getString(4)));
        });
        return last;
    }

    List<Entry> page(AuditFilter filter, UUID below, int limit) {
        StringBuilder sql = new StringBuilder("select * from audit where id < ?");
        List<Object> arguments = new ArrayList<>(List.of(below));
        filter.equal().forEach((column, value) -> {
            sql.append(" and ").append(column).append(" = ?");
            arguments.add(value);
        });
        arguments.add(limit);
        return jdbc.query(sql.append(" order by id desc limit ?").toString(), AuditLog::entry, arguments.toArray());
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getTimestamp("acted_at").toInstant(),
                row.getString("who"),
                row.getString("action"),
                row.getObject("saga_id", UUID.class),
                row.getObject("dead_letter_id", UUID.class),
                row.getString("reason"),
                row.getString("outcome"),
                row.getString("detail"),
                row.getString("before_state"),
                row.getString("after_state"),
                row.getObject("act_id", UUID.class));
    }
}
