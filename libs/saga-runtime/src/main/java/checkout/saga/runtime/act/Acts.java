package checkout.saga.runtime.act;

import checkout.saga.runtime.act.Act.Status;
import checkout.saga.runtime.audit.OperatorAction.Action;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The table of the acts. */
@Repository
public class Acts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_AT_A_TIME = 100;

    private final JdbcTemplate jdbc;

    Acts(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Inserts an act whose sagas are not collected yet. */
    void insert(UUID id, ActBody body, JsonNode filter, String who) {
        jdbc.update(
                """
                insert into act (id, action, status, who, reason, outcome, note, force, filter)
                values (?, ?, 'CREATING', ?, ?, ?, ?, ?, ?)
                """,
                id,
                body.checkedAction().name(),
                who,
                body.checkedReason(),
                body.outcome(),
                body.note(),
                body.forced(),
                filter.toString());
    }

    /** The sagas of the act are collected: it runs now, or waits for somebody to run it. */
    void created(UUID id, boolean planned, int sagas, int possible, String sends) {
        jdbc.update("""
                update act
                set status = case when ? then 'PLANNED' else 'RUNNING' end, sagas = ?, possible = ?, sends = ?,
                    started_by = case when ? then null else who end,
                    started_at = case when ? then null else clock_timestamp() end
                where id = ?
                """, planned, sagas, possible, sends, planned, planned, id);
    }

    Optional<Act> find(UUID id) {
        return jdbc.query("select * from act where id = ? and status <> 'CREATING'", Acts::act, id).stream()
                .findFirst();
    }

    List<Act> page(@Nullable Status status, @Nullable String who, UUID below, int limit) {
        StringBuilder sql = new StringBuilder("select * from act where id < ? and status <> 'CREATING'");
        List<Object> arguments = new ArrayList<>(List.of(below));
        if (status != null) {
            sql.append(" and status = ?");
            arguments.add(status.name());
        }
        if (who != null) {
            sql.append(" and who = ?");
            arguments.add(who);
        }
        arguments.add(limit);
        return jdbc.query(sql.append(" order by id desc limit ?").toString(), Acts::act, arguments.toArray());
    }

    /** Runs a dry run, once. Returns false if it is none any more. */
    boolean run(UUID id, String who, @Nullable String reason) {
        return jdbc.update("""
                        update act
                        set status = 'RUNNING', started_by = ?, started_at = clock_timestamp(), reason = coalesce(?, reason),
                            dry_run = true
                        where id = ? and status = 'PLANNED'
                        """, who, reason, id) > 0;
    }

    /** Takes note of who stops an act. Returns false if it does not run. */
    boolean stop(UUID id, String who) {
        return jdbc.update(
                        "update act set stopped_by = coalesce(stopped_by, ?) where id = ? and status = 'RUNNING'",
                        who,
                        id)
                > 0;
    }

    /** The acts that run, the oldest first. */
    public List<Act> running() {
        return jdbc.query("select * from act where status = 'RUNNING' order by id limit ?", Acts::act, MOST_AT_A_TIME);
    }

    /** Ends the acts that have nothing left to do. */
    public void finish() {
        jdbc.update("""
                update act
                set status = 'FINISHED', finished_at = clock_timestamp(),
                    outcomes = (select coalesce(jsonb_object_agg(outcome, number), '{}')::text
                                from (select outcome, count(*) as number from act_item where act_id = act.id
                                      group by outcome) by_outcome)
                where status = 'RUNNING'
                  and not exists (select from act_item where act_id = act.id and outcome = 'PENDING')
                  and not exists (select from act_item where act_id = act.id and outcome = 'REQUESTED')
                """);
    }

    /** Deletes up to this many acts that have finished, or that nobody has run, and their items; not what is being run now. */
    public int delete(Duration keep, Duration keepPlanned, int most) {
        return jdbc.update("""
                delete from act where id = any (array(
                  select id from act
                  where status <> 'RUNNING'
                    and created_at < now() - (case when status = 'FINISHED' then ?::interval else ?::interval end)
                    and (finished_at is null or finished_at < now() - ?::interval)
                  order by created_at
                  limit ?
                  for update skip locked))
                """, interval(keep), interval(keepPlanned), interval(keep), most);
    }

    static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }

    private static Act act(ResultSet row, int number) throws SQLException {
        String outcomes = row.getString("outcomes");
        return new Act(
                row.getObject("id", UUID.class),
                Action.valueOf(row.getString("action")),
                Status.valueOf(row.getString("status")),
                row.getString("who"),
                row.getString("reason"),
                row.getString("outcome"),
                row.getString("note"),
                row.getBoolean("force"),
                JSON.readTree(row.getString("filter")),
                row.getTimestamp("created_at").toInstant(),
                row.getString("started_by"),
                instant(row.getTimestamp("started_at")),
                row.getString("stopped_by"),
                instant(row.getTimestamp("finished_at")),
                row.getInt("sagas"),
                row.getInt("possible"),
                JSON.readTree(row.getString("sends")),
                outcomes == null ? null : JSON.readTree(outcomes));
    }

    static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
