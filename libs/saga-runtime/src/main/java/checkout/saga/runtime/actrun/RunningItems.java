package checkout.saga.runtime.actrun;

import checkout.messaging.sql.Columns;
import checkout.saga.engine.state.StepAction;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.drive.ActionTarget;
import checkout.saga.runtime.drive.SentStep;
import checkout.saga.runtime.store.DeployedVersions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sagas of the acts that run. Whoever works on one locks it here first; no instance waits for a row that another has locked.
 */
@Repository
class RunningItems {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<SentStep>> SENT = new TypeReference<>() {};

    private static final String PENDING = """
            select item.saga_id, item.moved_at, coalesce(item.locked_since < clock_timestamp() - ?::interval, false) as overdue,
                   item.before_state, case when act.dry_run and not item.possible then coalesce(item.detail, '') end as excluded
            from act_item item join act on act.id = item.act_id left join saga on saga.id = item.saga_id
            where item.act_id = ? and item.outcome = 'PENDING' and act.stopped_by is null
              and (item.next_try is null or item.next_try <= clock_timestamp())
              and ((saga.name, saga.version) in (select * from unnest(?::text[], ?::int[]))
                   or not exists (select from deployed_version %s and type = saga.name and version = saga.version))
            """.formatted(DeployedVersions.ALIVE);

    private final JdbcTemplate jdbc;
    private final SagaTypes sagaTypes;

    RunningItems(JdbcTemplate jdbc, SagaTypes sagaTypes) {
        this.jdbc = jdbc;
        this.sagaTypes = sagaTypes;
    }

    /** Locks sagas that an act has not acted on yet. Those that another instance can act on, and this one cannot, are left to it. */
    List<PendingItem> lockPending(UUID act, int limit, Duration atMost) {
        return jdbc.query(
                PENDING + "order by item.saga_id limit ? for update of item skip locked",
                RunningItems::pending,
                interval(atMost),
                act,
                types(),
                versions(),
                limit);
    }

    /** Locks one of them; empty if it was acted on or skipped meanwhile, or if another instance is about to act on it. */
    Optional<PendingItem> lockPending(UUID act, UUID saga, Duration atMost) {
        return jdbc
                .query(
                        PENDING + "and item.saga_id = ? for update of item skip locked",
                        RunningItems::pending,
                        interval(atMost),
                        act,
                        types(),
                        versions(),
                        saga)
                .stream()
                .findFirst();
    }

    private String[] types() {
        return sagaTypes.versions().stream().map(SagaTypes.Version::type).toArray(String[]::new);
    }

    private Integer[] versions() {
        return sagaTypes.versions().stream().map(SagaTypes.Version::version).toArray(Integer[]::new);
    }

    /**
     * Locks sagas that have taken a request and have moved since they were last looked at, or that have had the time to be
     * answered.
     */
    List<RequestedItem> lockRequested(int limit, Duration atMost) {
        return jdbc.query("""
                with looked as (
                    select item.act_id, item.saga_id, item.sent, saga.moved_at,
                           item.requested_at < clock_timestamp() - ?::interval as overdue
                    from act_item item left join saga on saga.id = item.saga_id
                    where item.outcome = 'REQUESTED'
                      and (item.looked_at is null or item.looked_at is distinct from saga.moved_at
                           or item.requested_at < clock_timestamp() - ?::interval)
                    order by item.requested_at
                    limit ?
                    for update of item skip locked)
                update act_item item set looked_at = coalesce(looked.moved_at, clock_timestamp())
                from looked
                where item.act_id = looked.act_id and item.saga_id = looked.saga_id
                returning item.act_id, item.saga_id, looked.sent, looked.overdue
                """, RunningItems::requested, interval(atMost), interval(atMost), limit);
    }

    /** What the steps of these sagas have answered, as far as their messages are kept. */
    Map<UUID, StepAnswers> answers(List<UUID> sagas) {
        Map<UUID, List<SentStep>> answered = new HashMap<>();
        if (!sagas.isEmpty()) {
            jdbc.query("""
                    select saga_id, step, action, attempt from inbox
                    where saga_id = any (?::uuid[]) and step is not null and action in ('DO', 'UNDO') and attempt is not null
                    """, Columns.of(sagas).uuid(id -> id), row -> {
                answered.computeIfAbsent(row.getObject(1, UUID.class), saga -> new ArrayList<>())
                        .add(new SentStep(row.getString(2), StepAction.valueOf(row.getString(3)), row.getInt(4)));
            });
        }
        Map<UUID, StepAnswers> answers = new HashMap<>();
        answered.forEach((saga, all) -> answers.put(saga, new StepAnswers(all)));
        return answers;
    }

    /** Another transaction keeps these sagas locked; they are tried again a little later. */
    void postpone(UUID act, List<UUID> sagas, Duration by) {
        jdbc.update("""
                update act_item item
                set next_try = clock_timestamp() + new.wait::interval,
                    locked_since = coalesce(item.locked_since, clock_timestamp())
                from unnest(?::uuid[], ?::uuid[], ?::text[]) as new (act_id, saga_id, wait)
                where item.act_id = new.act_id and item.saga_id = new.saga_id
                """, Columns.of(sagas).uuid(saga -> act).uuid(saga -> saga).text(saga -> interval(by)));
    }

    /** Skips what is left of an act that was stopped, except what another instance works on, and returns the number. */
    int skipRest(UUID act) {
        return jdbc.update("""
                update act_item set outcome = 'SKIPPED', detail = 'the act was stopped', finished_at = clock_timestamp()
                where act_id = ? and saga_id = any (array(
                    select saga_id from act_item where act_id = ? and outcome = 'PENDING' for update skip locked))
                """, act, act);
    }

    void update(List<ItemUpdate> updates) {
        jdbc.update(
                """
                update act_item item
                set outcome = new.outcome,
                    detail = nullif(concat_ws('; ', new.detail, case when item.outcome = 'REQUESTED' then item.detail end), ''),
                    before_state = coalesce(new.before_state, item.before_state),
                    after_state = coalesce(new.after_state, item.after_state), sent = coalesce(new.sent, item.sent),
                    changed_by = new.changed_by, changed_at = new.changed_at, changed_with = new.changed_with,
                    requested_at = case when new.sent is null then item.requested_at else clock_timestamp() end,
                    finished_at = case when new.outcome = 'REQUESTED' then null else clock_timestamp() end
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::timestamptz[], ?::text[])
                  as new (act_id, saga_id, outcome, detail, before_state, after_state, sent, changed_by, changed_at, changed_with)
                where item.act_id = new.act_id and item.saga_id = new.saga_id
                """,
                Columns.of(updates)
                        .uuid(ItemUpdate::act)
                        .uuid(ItemUpdate::saga)
                        .text(update -> update.outcome().name())
                        .text(ItemUpdate::detail)
                        .text(ItemUpdate::before)
                        .text(ItemUpdate::after)
                        .text(update -> update.sent() == null ? null : JSON.writeValueAsString(update.sent()))
                        .text(update -> update.changedBy() == null
                                ? null
                                : update.changedBy().who())
                        .timestamp(update -> update.changedBy() == null
                                ? null
                                : update.changedBy().at())
                        .text(update -> update.changedBy() == null
                                ? null
                                : update.changedBy().action()));
    }

    private static String interval(Duration duration) {
        return duration.toMillis() + " milliseconds";
    }

    private static PendingItem pending(ResultSet row, int number) throws SQLException {
        Timestamp movedAt = row.getTimestamp(2);
        return new PendingItem(
                new ActionTarget(row.getObject(1, UUID.class), movedAt == null ? null : movedAt.toInstant()),
                row.getBoolean(3),
                row.getString(4),
                row.getString(5));
    }

    private static RequestedItem requested(ResultSet row, int number) throws SQLException {
        return new RequestedItem(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                JSON.readValue(row.getString(3), SENT),
                row.getBoolean(4));
    }
}
