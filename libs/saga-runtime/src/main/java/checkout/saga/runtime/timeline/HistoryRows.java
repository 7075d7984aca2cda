package checkout.saga.runtime.timeline;

import checkout.messaging.sql.Columns;
import checkout.saga.runtime.timeline.HistoryRow.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads a saga's messages and the operator actions on it from inbox, outbox, kept messages and audit log. */
@Repository
class HistoryRows {
    private final JdbcTemplate jdbc;

    HistoryRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The latest rows of each kind, in the order in which the saga's transactions were committed: a delayed reply stands
     * where it was received, not where it was sent.
     */
    List<HistoryRow> of(UUID saga, int limit) {
        return jdbc.query("""
                select * from (
                  (select id, 'RECEIVED' as kind, type, step, action, attempt, null as topic, payload, null as traceparent,
                          null as note, null as who, null as refusal, age(xmin) as age
                   from inbox where saga_id = ? order by id desc limit ?)
                  union all
                  (select id, 'SENT', type, step, action, attempt, topic, payload, traceparent, headers, null, null, age(xmin)
                   from outbox where saga_id = ? order by id desc limit ?)
                  union all
                  (select id, 'ACTED', action, null, null, null, null, null, null, reason, who,
                          case when outcome = 'REFUSED' then detail end, age(xmin)
                   from audit where saga_id = ? and dead_letter_id is null order by id desc limit ?)
                  union all
                  (select id, case parent when 'inbox' then 'RECEIVED' else 'SENT' end, type, step, action, attempt, topic,
                          payload, traceparent, headers, null, null,
                          pg_snapshot_xmax(pg_current_snapshot())::text::bigint - written
                   from kept_message where saga_id = ? order by id desc limit ?)
                ) entry
                order by age desc, id
                """, HistoryRows::row, saga, limit, saga, limit, saga, limit, saga, limit);
    }

    /** The traces that the latest messages of these sagas belong to. */
    Map<UUID, String> traceparents(Collection<UUID> sagas) {
        Map<UUID, String> traceparents = new HashMap<>();
        jdbc.query("""
                select saga.id, message.traceparent
                from unnest(?::uuid[]) as saga (id)
                cross join lateral (
                  select traceparent from (
                    (select id, traceparent from outbox where saga_id = saga.id and traceparent is not null
                     order by id desc limit 1)
                    union all
                    (select id, traceparent from kept_message where saga_id = saga.id and traceparent is not null
                     order by id desc limit 1)) latest
                  order by id desc limit 1) message
                """, Columns.of(sagas).uuid(id -> id), row -> {
            traceparents.put(row.getObject(1, UUID.class), row.getString(2));
        });
        return traceparents;
    }

    private static HistoryRow row(ResultSet row, int number) throws SQLException {
        return new HistoryRow(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("type"),
                row.getString("step"),
                row.getString("action"),
                row.getObject("attempt", Integer.class),
                row.getString("topic"),
                row.getString("payload"),
                row.getString("traceparent"),
                row.getString("note"),
                row.getString("who"),
                row.getString("refusal"));
    }
}
