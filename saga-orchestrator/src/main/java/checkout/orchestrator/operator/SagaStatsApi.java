package checkout.orchestrator.operator;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts the sagas without reading those that have ended. */
@RestController
class SagaStatsApi {
    /** A table of this size is counted in no time. */
    private static final long SMALL_BYTES = 64L << 20;

    private static final List<String> OPEN_PHASES =
            List.of("WAITING", "RETRYING", "COMPENSATING", "STUCK", "COMPENSATION_STUCK");

    private final JdbcTemplate jdbc;
    private final Clock clock;

    SagaStatsApi(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How the sagas are.
     *
     * @param phases of the sagas that have not ended, exact
     * @param oldestDue the earliest time at which a saga is to be told something
     * @param sweeperLagSeconds by how much that time has passed
     */
    record Stats(
            Map<String, Long> phases,
            long stuck,
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
        Map<String, Long> phases = phases();
        long stuck = phases.getOrDefault("STUCK", 0L) + phases.getOrDefault("COMPENSATION_STUCK", 0L);
        Instant oldest = oldestDue();
        Duration late = oldest == null ? Duration.ZERO : Duration.between(oldest, clock.instant());
        return new Stats(
                phases,
                stuck,
                ended(phases.values().stream().mapToLong(Long::longValue).sum()),
                new Letters(
                        count("select count(*) from dead_letter where status = 'OPEN'"),
                        count(
                                "select count(distinct saga_id) from dead_letter where status = 'OPEN' and saga_id is not null")),
                oldest,
                late.isNegative() ? 0 : late.toMillis() / 1000.0);
    }

    private Map<String, Long> phases() {
        Map<String, Long> phases = new LinkedHashMap<>();
        OPEN_PHASES.forEach(phase -> phases.put(phase, 0L));
        jdbc.query("""
                select phase, count(*) from saga
                where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')
                group by phase
                """, row -> {
            phases.put(row.getString(1), row.getLong(2));
        });
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

    private @Nullable Instant oldestDue() {
        Timestamp oldest =
                jdbc.queryForObject("select min(deadline_at) from saga where deadline_at is not null", Timestamp.class);
        return oldest == null ? null : oldest.toInstant();
    }

    private long count(String sql) {
        Long count = jdbc.queryForObject(sql, Long.class);
        return count == null ? 0 : count;
    }
}
