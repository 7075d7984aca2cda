package checkout.saga.runtime.operator;

import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.metrics.OpenSagas;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts sagas without reading those that have ended. */
@RestController
class SagaStatsApi {
    /** Up to this size the table is counted exactly. */
    private static final long SMALL_BYTES = 64L << 20;

    private static final List<String> OPEN_PHASES =
            List.of("WAITING", "RETRYING", "COMPENSATING", "STUCK", "COMPENSATION_STUCK");

    private final JdbcTemplate jdbc;
    private final OpenSagas openSagas;
    private final SagaTypes types;

    SagaStatsApi(JdbcTemplate jdbc, OpenSagas openSagas, SagaTypes types) {
        this.jdbc = jdbc;
        this.openSagas = openSagas;
        this.types = types;
    }

    /**
     * The state of all sagas.
     *
     * @param phases of the sagas that have not ended, exact
     * @param types the same by saga type
     * @param parked those on which nobody can decide for the time being; they are among the stuck
     * @param notDeployed open sagas by a type and version that this instance cannot run
     * @param oldestDue the earliest due time of a timer of a saga that this instance can run
     * @param sweeperLagSeconds the time that has passed since then, by the database's clock
     */
    record Stats(
            Map<String, Long> phases,
            Map<String, Map<String, Long>> types,
            long stuck,
            long parked,
            Map<String, Long> notDeployed,
            Ended ended,
            Letters deadLetters,
            @Nullable Instant oldestDue,
            double sweeperLagSeconds) {}

    /** @param exact false where the database's own estimate has to do */
    record Ended(long count, boolean exact, long resolved) {}

    record Letters(long open, long sagas) {}

    @GetMapping("/v1/stats")
    @Transactional(readOnly = true)
    public Stats stats() {
        Map<String, Map<String, Long>> byType = phasesByType();
        Map<String, Long> phases = noSagas();
        byType.values().forEach(counts -> counts.forEach((phase, count) -> phases.merge(phase, count, Long::sum)));
        long stuck = phases.getOrDefault("STUCK", 0L) + phases.getOrDefault("COMPENSATION_STUCK", 0L);
        Lag lag = lag();
        return new Stats(
                phases,
                byType,
                stuck,
                count(
                        "select count(*) from saga where phase in ('STUCK', 'COMPENSATION_STUCK') and parked is not null"),
                notDeployed(),
                ended(phases.values().stream().mapToLong(Long::longValue).sum()),
                new Letters(
                        count("select count(*) from dead_letter where status = 'OPEN'"),
                        count(
                                "select count(distinct saga_id) from dead_letter where status = 'OPEN' and saga_id is not null")),
                lag.oldestDue(),
                lag.seconds());
    }

    private Map<String, Map<String, Long>> phasesByType() {
        Map<String, Map<String, Long>> byType = new LinkedHashMap<>();
        types.all().forEach(type -> byType.put(type.name(), noSagas()));
        openSagas.count().forEach(group -> byType.computeIfAbsent(group.type(), name -> noSagas())
                .put(group.state().name(), group.count()));
        return byType;
    }

    private static Map<String, Long> noSagas() {
        Map<String, Long> phases = new LinkedHashMap<>();
        OPEN_PHASES.forEach(phase -> phases.put(phase, 0L));
        return phases;
    }

    private Ended ended(long open) {
        long resolved = count("select count(*) from saga where phase = 'RESOLVED'");
        if (count("select pg_table_size('saga')") < SMALL_BYTES) {
            return new Ended(count("select count(*) from saga") - open, true, resolved);
        }
        long about = count("select greatest(reltuples, 0)::bigint from pg_class where oid = 'saga'::regclass");
        return new Ended(Math.max(resolved, about - open), false, resolved);
    }

    private Map<String, Long> notDeployed() {
        Map<String, Long> notDeployed = new LinkedHashMap<>();
        jdbc.query("""
                select name, version, count(*) from saga
                where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                group by name, version
                order by name, version
                """, row -> {
            if (!types.isDeployed(row.getString(1), row.getInt(2))) {
                notDeployed.put("%s v%d".formatted(row.getString(1), row.getInt(2)), row.getLong(3));
            }
        });
        return notDeployed;
    }

    private record Lag(@Nullable Instant oldestDue, double seconds) {}

    private Lag lag() {
        return Objects.requireNonNull(jdbc.queryForObject(
                """
                select min(deadline_at), coalesce(extract(epoch from greatest(now() - min(deadline_at), interval '0')), 0)
                from saga
                where deadline_at is not null and (name, version) in (select * from unnest(?::text[], ?::int[]))
                """,
                (row, number) -> {
                    Timestamp oldest = row.getTimestamp(1);
                    return new Lag(oldest == null ? null : oldest.toInstant(), row.getDouble(2));
                },
                types.versions().stream().map(SagaTypes.Version::type).toArray(String[]::new),
                types.versions().stream().map(SagaTypes.Version::version).toArray(Integer[]::new)));
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }
}
