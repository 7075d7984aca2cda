package checkout.saga.runtime.store;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.runtime.SagaTypes;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The table of the sagas. Whoever changes sagas locks them in the order of their ids. */
@Repository
public class Sagas {
    private static final String DUE =
            "deadline_at <= now() and (name, version) in (select * from unnest(?::text[], ?::int[]))";

    private final JdbcTemplate jdbc;
    private final SagaJson json;

    Sagas(JdbcTemplate jdbc, SagaJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    private static final String COLUMNS = "id, name, version, phase, parked, resolved_as, state, data, timetable";

    /** Reads a saga without locking it. */
    public Optional<StoredSaga> find(UUID id) {
        return read(List.of(id)).stream().findFirst();
    }

    /** Reads those of the given sagas that exist, without locking them. */
    public List<StoredSaga> read(Collection<UUID> ids) {
        return jdbc.query(
                "select %s from saga where id = any (?::uuid[])".formatted(COLUMNS),
                Columns.of(ids).uuid(id -> id),
                this::saga);
    }

    /** Locks those of the given sagas that exist, as part of a round trip. */
    public Supplier<LockedSagas> lock(Collection<UUID> ids, RoundTrip trip) {
        return lock(ids, "", trip);
    }

    /** Locks those of the given sagas that exist and that no other transaction has locked. */
    public LockedSagas lockFree(Collection<UUID> ids) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<LockedSagas> sagas = lock(ids, "skip locked", trip);
        trip.execute();
        return sagas.get();
    }

    private Supplier<LockedSagas> lock(Collection<UUID> ids, String others, RoundTrip trip) {
        // the outer join gives the time even if none of them exists
        return trip.query("""
                select clock_timestamp() as now, locked.*
                from (values (1)) as one (row)
                left join lateral (
                    select %s from saga
                    where id = any (?::uuid[])
                    order by id
                    for update %s
                ) locked on true
                """.formatted(COLUMNS, others), Columns.of(ids).uuid(id -> id), this::locked);
    }

    /** When each of those of the given sagas that exist was last changed, which is its version. */
    public Map<UUID, Instant> movedAt(Collection<UUID> ids) {
        Map<UUID, Instant> movedAt = new HashMap<>();
        jdbc.query(
                "select id, moved_at from saga where id = any (?::uuid[])",
                Columns.of(ids).uuid(id -> id),
                row -> {
                    movedAt.put(
                            row.getObject(1, UUID.class), row.getTimestamp(2).toInstant());
                });
        return movedAt;
    }

    /** Locks those of the given sagas that exist. */
    public LockedSagas lock(Collection<UUID> ids) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<LockedSagas> sagas = lock(ids, trip);
        trip.execute();
        return sagas.get();
    }

    /** Locks sagas of these versions that are due, except those that another transaction has locked. */
    public LockedSagas lockDue(List<SagaTypes.Version> versions, int limit) {
        return Objects.requireNonNull(
                jdbc.query("""
                select clock_timestamp() as now, locked.*
                from (values (1)) as one (row)
                left join lateral (
                    select %s from saga where %s
                    order by deadline_at limit ? for update skip locked
                ) locked on true
                """.formatted(COLUMNS, DUE), statement -> bind(statement, versions, limit), this::locked));
    }

    /** The ids of these sagas, without a lock and without the columns that may be damaged. */
    public List<UUID> due(List<SagaTypes.Version> versions, int limit) {
        return jdbc.query(
                "select id from saga where %s order by deadline_at limit ?".formatted(DUE),
                statement -> bind(statement, versions, limit),
                (row, number) -> row.getObject(1, UUID.class));
    }

    private static void bind(PreparedStatement statement, List<SagaTypes.Version> versions, int limit)
            throws SQLException {
        statement.setArray(1, array(statement, "text", versions, SagaTypes.Version::type));
        statement.setArray(2, array(statement, "int4", versions, SagaTypes.Version::version));
        statement.setInt(3, limit);
    }

    /** Reads a saga by its plain columns, because PostgreSQL cannot read the others for this reason. */
    Optional<UnreadableSaga> findDamaged(UUID id, String reason) {
        return plain(id, true, reason, "").stream().findFirst();
    }

    /** Locks a saga by its plain columns, because the others are of no use for this reason, unless another transaction has. */
    public LockedSagas lockUnreadable(UUID id, String reason) {
        Instant now = Objects.requireNonNull(jdbc.queryForObject("select clock_timestamp()", Timestamp.class))
                .toInstant();
        return LockedSagas.of(now, List.copyOf(plain(id, false, reason, "for update skip locked")));
    }

    private List<UnreadableSaga> plain(UUID id, boolean damaged, String reason, String lock) {
        return jdbc.query(
                "select id, name, version, phase, parked from saga where id = ? " + lock,
                (row, number) -> new UnreadableSaga(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getInt("version"),
                        SagaPhase.valueOf(row.getString("phase")),
                        row.getString("parked"),
                        damaged,
                        reason),
                id);
    }

    /** The Kafka key of a saga's messages as far as one is stored, for a saga whose data cannot be read. */
    public Optional<UUID> key(UUID saga) {
        return jdbc.query("""
                        (select message_key from outbox where saga_id = ? order by id limit 1)
                        union all
                        (select message_key from kept_message where saga_id = ? and message_key is not null order by id limit 1)
                        """, (row, number) -> UUID.fromString(row.getString(1)), saga, saga).stream()
                .findFirst();
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
                    state = new.state, timetable = new.timetable, data = new.data, moved_at = clock_timestamp(),
                    parked = null, troubled = saga.troubled or new.phase not in ('WAITING', 'COMPLETED')
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
                .text(saga -> storable(saga.state().lastError()))
                .text(saga -> storable(saga.state().stuckReason()))
                .timestamp(SagaRow::deadline)
                .text(SagaRow::stateJson)
                .text(saga -> SagaJson.write(saga.timers()))
                .text(SagaRow::dataJson);
    }

    /** PostgreSQL does not store NUL in text; in the words of another service it must not keep its answer from counting. */
    private static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
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

    private LockedSagas locked(ResultSet rows) throws SQLException {
        Instant now = Instant.EPOCH;
        List<StoredSaga> sagas = new ArrayList<>();
        while (rows.next()) {
            now = rows.getTimestamp("now").toInstant();
            if (rows.getString("id") != null) {
                sagas.add(saga(rows, sagas.size()));
            }
        }
        return LockedSagas.of(now, sagas);
    }

    private StoredSaga saga(ResultSet row, int number) throws SQLException {
        String resolvedAs = row.getString("resolved_as");
        return json.read(new SagaJson.Columns(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getInt("version"),
                SagaPhase.valueOf(row.getString("phase")),
                row.getString("parked"),
                resolvedAs == null ? null : SagaOutcome.valueOf(resolvedAs),
                row.getString("state"),
                row.getString("data"),
                row.getString("timetable")));
    }
}
