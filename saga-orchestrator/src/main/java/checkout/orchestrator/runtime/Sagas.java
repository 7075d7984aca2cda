package checkout.orchestrator.runtime;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.orchestrator.definition.Checkout;
import checkout.saga.engine.Timers;
import checkout.saga.engine.state.SagaState;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The sagas in the database, locked in the order of their ids by everybody who moves them. */
@Repository
public class Sagas {
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final JdbcTemplate jdbc;

    Sagas(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A saga as it stands, for somebody who only looks. */
    public Optional<SagaRow> find(UUID id) {
        return jdbc.query("select id, state, data, timetable from saga where id = ?", Sagas::row, id).stream()
                .findFirst();
    }

    /** Those of these sagas that there are, locked until the transaction ends. */
    Supplier<Map<UUID, SagaRow>> lock(Collection<UUID> ids, RoundTrip trip) {
        return trip.query("""
                select id, state, data, timetable from saga
                where id = any (?::uuid[])
                order by id
                for update
                """, Columns.of(ids).uuid(id -> id), Sagas::byId);
    }

    /** The same with a trip of its own. */
    Map<UUID, SagaRow> lock(Collection<UUID> ids) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, SagaRow>> sagas = lock(ids, trip);
        trip.execute();
        return sagas.get();
    }

    /** Sagas of these versions that are due, locked; those that somebody else has just locked are left to him. */
    Map<UUID, SagaRow> lockDue(Instant now, List<Integer> versions, int most) {
        return Objects.requireNonNull(jdbc.query(
                """
                select id, state, data, timetable from saga
                where deadline_at <= ? and version = any (?)
                order by deadline_at
                limit ?
                for update skip locked
                """,
                statement -> {
                    statement.setTimestamp(1, Timestamp.from(now));
                    statement.setArray(2, statement.getConnection().createArrayOf("int4", versions.toArray()));
                    statement.setInt(3, most);
                },
                Sagas::byId));
    }

    /** Has the effects add these sagas. */
    void insert(Collection<SagaRow> sagas, Effects effects) {
        effects.write("""
                insert into saga (id, phase, step, attempt, attempts, last_error, stuck_reason, deadline_at,
                                  state, timetable, data, name, version)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::timestamptz[],
                                     ?::text[], ?::text[], ?::text[], ?::text[], ?::int[])
                """, sagas, Sagas::newColumns);
    }

    /** Has the effects write where these sagas stand now. */
    void update(Collection<SagaRow> sagas, Effects effects) {
        effects.write("""
                update saga
                set phase = new.phase, step = new.step, attempt = new.attempt, attempts = new.attempts,
                    last_error = new.last_error, stuck_reason = new.stuck_reason, deadline_at = new.deadline_at,
                    state = new.state, timetable = new.timetable, data = new.data, moved_at = clock_timestamp()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::timestamptz[],
                            ?::text[], ?::text[], ?::text[])
                  as new (id, phase, step, attempt, attempts, last_error, stuck_reason, deadline_at, state, timetable, data)
                where saga.id = new.id
                """, sagas, Sagas::columns);
    }

    /** The columns that change, in the order of the statements above. */
    private static Columns<SagaRow> columns(Collection<SagaRow> sagas) {
        return Columns.of(sagas)
                .uuid(SagaRow::id)
                .text(saga -> saga.state().phase().name())
                .text(SagaRow::step)
                .integer(SagaRow::attempt)
                .integer(SagaRow::attempts)
                .text(saga -> saga.state().lastError())
                .text(saga -> saga.state().stuckReason())
                .timestamp(SagaRow::deadline)
                .text(saga -> JSON.writeValueAsString(saga.state()))
                .text(saga -> JSON.writeValueAsString(saga.timers()))
                .text(saga -> JSON.writeValueAsString(saga.data()));
    }

    /** The columns of a new row: those that change, and those that never do. */
    private static Columns<SagaRow> newColumns(Collection<SagaRow> sagas) {
        return columns(sagas).text(saga -> saga.state().saga()).integer(saga -> saga.state()
                .version());
    }

    private static Map<UUID, SagaRow> byId(ResultSet rows) throws SQLException {
        Map<UUID, SagaRow> byId = new HashMap<>();
        while (rows.next()) {
            SagaRow saga = row(rows, byId.size());
            byId.put(saga.id(), saga);
        }
        return byId;
    }

    private static SagaRow row(ResultSet row, int number) throws SQLException {
        return new SagaRow(
                row.getObject("id", UUID.class),
                JSON.readValue(row.getString("state"), SagaState.class),
                JSON.readValue(row.getString("data"), Checkout.class),
                JSON.readValue(row.getString("timetable"), Timers.class));
    }
}
