package checkout.saga.runtime.store;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.runtime.SagaTypes;
import java.sql.Array;
import java.sql.PreparedStatement;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table of the sagas. Whoever changes sagas locks them in the order of their ids. */
@Repository
public class Sagas {
    private final JdbcTemplate jdbc;
    private final SagaJson json;

    Sagas(JdbcTemplate jdbc, SagaJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Reads a saga without locking it. */
    public Optional<SagaRow> find(UUID id) {
        return jdbc.query("select id, state, data, timetable from saga where id = ?", this::row, id).stream()
                .findFirst();
    }

    /** Locks those of the given sagas that exist, as part of a round trip. */
    public Supplier<Map<UUID, SagaRow>> lock(Collection<UUID> ids, RoundTrip trip) {
        return trip.query("""
                select id, state, data, timetable from saga
                where id = any (?::uuid[])
                order by id
                for update
                """, Columns.of(ids).uuid(id -> id), this::byId);
    }

    /** Locks those of the given sagas that exist. */
    public Map<UUID, SagaRow> lock(Collection<UUID> ids) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, SagaRow>> sagas = lock(ids, trip);
        trip.execute();
        return sagas.get();
    }

    /** Locks sagas of these versions that are due, except those that another transaction has locked. */
    public Map<UUID, SagaRow> lockDue(Instant now, List<SagaTypes.Version> versions, int limit) {
        return Objects.requireNonNull(jdbc.query(
                """
                select id, state, data, timetable from saga
                where deadline_at <= ?
                  and (name, version) in (select * from unnest(?::text[], ?::int[]))
                order by deadline_at
                limit ?
                for update skip locked
                """,
                statement -> {
                    statement.setTimestamp(1, Timestamp.from(now));
                    statement.setArray(2, array(statement, "text", versions, SagaTypes.Version::type));
                    statement.setArray(3, array(statement, "int4", versions, SagaTypes.Version::version));
                    statement.setInt(4, limit);
                },
                this::byId));
    }

    /** Adds the insertion of these sagas to the effects. */
    public void insert(Collection<SagaRow> sagas, Effects effects) {
        effects.write("""
                insert into saga (id, phase, step, attempt, attempts, last_error, stuck_reason, deadline_at,
                                  state, timetable, data, name, version)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::int[], ?::text[], ?::text[], ?::timestamptz[],
                                     ?::text[], ?::text[], ?::text[], ?::text[], ?::int[])
                """, sagas, Sagas::newColumns);
    }

    /** Adds the update of these sagas to the effects. */
    public void update(Collection<SagaRow> sagas, Effects effects) {
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

    /** The columns that change, in the order of both statements. */
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
                .text(saga -> SagaJson.write(saga.state()))
                .text(saga -> SagaJson.write(saga.timers()))
                .text(SagaRow::dataJson);
    }

    /** The columns of a new row. */
    private static Columns<SagaRow> newColumns(Collection<SagaRow> sagas) {
        return columns(sagas).text(saga -> saga.state().saga()).integer(saga -> saga.state()
                .version());
    }

    private static <T> Array array(
            PreparedStatement statement, String type, List<T> values, Function<T, Object> element) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(type, values.stream().map(element).toArray());
    }

    private Map<UUID, SagaRow> byId(ResultSet rows) throws SQLException {
        Map<UUID, SagaRow> byId = new HashMap<>();
        while (rows.next()) {
            SagaRow saga = row(rows, byId.size());
            byId.put(saga.id(), saga);
        }
        return byId;
    }

    private SagaRow row(ResultSet row, int number) throws SQLException {
        return json.read(
                row.getObject("id", UUID.class),
                row.getString("state"),
                row.getString("data"),
                row.getString("timetable"));
    }
}
