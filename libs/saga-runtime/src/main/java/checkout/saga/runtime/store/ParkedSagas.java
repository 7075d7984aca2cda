package checkout.saga.runtime.store;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.saga.engine.state.SagaOutcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Parks sagas on which nobody can decide for the time being, and keeps the messages that they receive meanwhile. It writes plain
 * columns only, so it works whatever the JSON columns hold.
 */
@Repository
public class ParkedSagas {
    private final JdbcTemplate jdbc;

    ParkedSagas(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A saga to park.
     *
     * @param resumeAfter when a sweeper looks at it again; null to leave that as it is
     */
    public record Parking(UUID id, String reason, @Nullable Duration resumeAfter) {
        public Parking {
            reason = reason.substring(0, Math.min(1_000, reason.length()));
        }
    }

    /** A message that a parked saga has received. */
    public record Input(
            UUID messageId,
            UUID sagaId,
            String type,
            @Nullable String step,
            @Nullable String action,
            @Nullable Integer attempt,
            @Nullable String traceparent,
            String payload) {}

    /** Adds the parking of these sagas, which the transaction has locked, to the effects. */
    public void park(Collection<Parking> sagas, Effects effects) {
        effects.write("""
                update saga
                set phase = case when phase in ('COMPENSATING', 'COMPENSATION_STUCK') then 'COMPENSATION_STUCK' else 'STUCK' end,
                    stuck_reason = new.reason, parked = new.reason, troubled = true,
                    deadline_at = coalesce(clock_timestamp() + new.resume_after::interval, deadline_at),
                    moved_at = case when parked is distinct from new.reason then clock_timestamp() else moved_at end
                from unnest(?::uuid[], ?::text[], ?::text[]) as new (id, reason, resume_after)
                where saga.id = new.id and phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                """, sagas, rows -> Columns.of(rows)
                .uuid(Parking::id)
                .text(Parking::reason)
                .text(saga ->
                        saga.resumeAfter() == null ? null : saga.resumeAfter().toMillis() + " milliseconds"));
    }

    /** Why a saga is parked; null if it is not. */
    public @Nullable String reason(UUID id) {
        return jdbc
                .query(
                        "select parked from saga where id = ? and parked is not null",
                        (row, number) -> row.getString(1),
                        id)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The outcome that an operator has stated of a saga; empty if none has. */
    public Optional<SagaOutcome> statedOutcome(UUID id) {
        return jdbc
                .query(
                        "select resolved_as from saga where id = ? and resolved_as is not null",
                        (row, number) -> SagaOutcome.valueOf(row.getString(1)),
                        id)
                .stream()
                .findFirst();
    }

    /** Ends a saga by its plain columns. */
    public void resolve(UUID id, SagaOutcome outcome, Effects effects) {
        effects.write(
                """
                update saga
                set phase = 'RESOLVED', resolved_as = new.outcome, deadline_at = null, stuck_reason = null, parked = null, troubled = true,
                    step = null, attempt = null, attempts = null, last_error = null, moved_at = clock_timestamp()
                from unnest(?::uuid[], ?::text[]) as new (id, outcome)
                where saga.id = new.id
                """, List.of(id), ids -> Columns.of(ids).uuid(saga -> saga).text(saga -> outcome.name()));
    }

    /** Adds the outcomes that an operator stated of sagas whose rows are updated by the same effects. */
    public void resolvedAs(Map<UUID, SagaOutcome> outcomes, Effects effects) {
        effects.write("""
                update saga set resolved_as = new.outcome
                from unnest(?::uuid[], ?::text[]) as new (id, outcome)
                where saga.id = new.id
                """, outcomes.entrySet(), rows -> Columns.of(rows)
                .uuid(Map.Entry::getKey)
                .text(row -> row.getValue().name()));
    }

    /** Adds the insertion of these messages to the effects. */
    public void keep(Collection<Input> inputs, Effects effects) {
        effects.write("""
                insert into parked_input (message_id, saga_id, type, step, action, attempt, traceparent, payload)
                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[])
                on conflict (message_id) do nothing
                """, inputs, rows -> Columns.of(rows)
                .uuid(Input::messageId)
                .uuid(Input::sagaId)
                .text(Input::type)
                .text(Input::step)
                .text(Input::action)
                .integer(Input::attempt)
                .text(Input::traceparent)
                .text(Input::payload));
    }

    /** The messages that these sagas have received while they were parked, in the order of their receipt. */
    public List<Input> inputs(Collection<UUID> sagas) {
        return jdbc.query(
                "select * from parked_input where saga_id = any (?::uuid[]) order by saga_id, received_at, message_id",
                Columns.of(sagas).uuid(id -> id),
                (row, number) -> new Input(
                        row.getObject("message_id", UUID.class),
                        row.getObject("saga_id", UUID.class),
                        row.getString("type"),
                        row.getString("step"),
                        row.getString("action"),
                        row.getObject("attempt", Integer.class),
                        row.getString("traceparent"),
                        row.getString("payload")));
    }

    /** Adds the deletion of the messages of these sagas to the effects. */
    public void forget(Collection<UUID> sagas, Effects effects) {
        effects.write("delete from parked_input where saga_id = any (?::uuid[])", sagas, ids -> Columns.of(ids)
                .uuid(id -> id));
    }
}
