package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.api.ListParameters;
import checkout.saga.runtime.reason.WaitingGroups;
import checkout.saga.runtime.store.SagaRetention;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Red here: whoever looks for the few sagas in trouble reads the many that ended well. */
class SagaQueryPlanTest {
    private static final int ENDED_WELL = 300_000;

    private static JdbcTemplate jdbc;

    @BeforeAll
    static void aBusyYear() {
        TestDatabase database = TestServers.database("sagas");
        Flyway.configure()
                .dataSource(database.owner())
                .locations("classpath:db/messaging", "classpath:db/saga-runtime", "classpath:db/migration")
                .defaultSchema("sagas")
                .placeholders(Map.of("service", "sagas"))
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database.service());
        insert("COMPLETED", ENDED_WELL, "null", "null");
        insert("COMPENSATED", 3_000, "null", "null");
        insert("RESOLVED", 20, "null", "null");
        insert("WAITING", 500, "null", "now()");
        insert("RETRYING", 200, "'no answer in 15 s'", "now()");
        insert("COMPENSATING", 100, "null", "now()");
        insert("STUCK", 50, "'no answer in 15 s'", "null");
        insert("COMPENSATION_STUCK", 10, "'refused: NO'", "null");
        jdbc.update(
                "update saga set name = 'return' where id in (select id from saga where phase = 'COMPENSATED' limit 200)");
        jdbc.update("insert into dead_letter (id, topic, message_key, type, reason, payload, headers, saga_id) "
                + "select uuidv7(), 'checkout.replies', 'k', 't', 'r', 'p', '{}', id from saga where phase = 'STUCK'");
        jdbc.update("insert into audit (id, who, action, saga_id, reason, outcome) "
                + "select uuidv7(), 'ann', 'RETRY', id, 'r', 'DONE' from saga limit 20000");
        new JdbcTemplate(database.superuser()).execute("vacuum analyze sagas.saga, sagas.dead_letter, sagas.audit");
    }

    private static void insert(String phase, int count, String error, String due) {
        jdbc.update("""
                insert into saga (id, name, version, phase, step, attempt, attempts, last_error, stuck_reason, deadline_at,
                                  state, timetable, data)
                select uuidv7(- n * interval '1 second'), 'checkout', 1, '%1$s',
                       case when %4$s then null else 'reserve stock' end, 1, 4, %2$s, %2$s, %3$s, '{}', '{}', repeat('x', 100)
                from generate_series(1, %5$d) n
                """.formatted(phase, error, due, phase.matches("COMPLETED|COMPENSATED|RESOLVED"), count));
    }

    @ParameterizedTest
    @CsvSource({
        "stuck=true, saga_stuck",
        "type=return, saga_of_rare_type",
        "state=STUCK, saga_",
        "state=COMPENSATION_STUCK, saga_",
        "state=RETRYING, saga_needing_attention",
        "state=WAITING, saga_open",
        "state=COMPENSATING, saga_open",
        "state=RESOLVED, saga_ended_otherwise",
        "step=reserve stock, saga_open",
        "error=no answer, saga_open",
        "stuck=true;error=no answer, saga_stuck",
        "stuck=true;olderThan=PT10M, saga_stuck",
        "text=no answer, saga_open",
        "q=0199, saga_pkey",
        "q=0199;state=STUCK, saga_",
        "olderThan=PT1H, saga_pkey",
        "state=COMPLETED, saga_pkey"
    })
    void findsByAnIndex(String filter, String index) {
        List<String> plan = explain(query(filter));
        assertThat(plan).anyMatch(line -> line.contains("using " + index) || line.contains("on " + index));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
    }

    @Test
    void countsTheReasonsWithoutReadingWhatHasEnded() {
        List<String> plan = jdbc.queryForList("explain (costs off) " + WaitingGroups.COUNT, String.class, 50);
        assertThat(plan).anyMatch(line -> line.contains("saga_open")).noneMatch(line -> line.contains("Seq Scan"));
    }

    /** What is read is about what is found: so it is among ten millions as well. */
    @ParameterizedTest
    @CsvSource({
        "stuck=true, 60",
        "state=RETRYING, 200",
        "state=RESOLVED, 20",
        "error=refused: NO, 860",
        "state=COMPLETED;text=no answer, 0",
        "state=COMPLETED;error=no answer, 0",
        "state=COMPENSATED;step=reserve stock, 0"
    })
    void readsNoMoreThanThereIsInTrouble(String filter, int most) {
        SagaQuery query = query(filter);
        List<String> plan = jdbc.queryForList(
                "explain (analyze, timing off, summary off, costs off) " + query.sql(),
                String.class,
                query.arguments().toArray());
        long discarded = plan.stream()
                .filter(line -> line.contains("Rows Removed by Filter"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        assertThat(discarded).as(String.join("\n", plan)).isLessThanOrEqualTo(most);
    }

    @Test
    void theFewWithDeadLettersAreFoundFromTheLetters() {
        List<String> plan = explain(query("deadLetters=true"));
        assertThat(plan).anyMatch(line -> line.contains("Index Cond: ((id < ") && line.contains("= ANY"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on saga"));
    }

    @Test
    void theNextPageIsFoundAsTheFirst() {
        var deep = SagaQuery.of(
                filter("stuck=true"), jdbc.queryForObject("select uuidv7(- interval '20 seconds')", UUID.class), 51);
        assertThat(explain(deep)).anyMatch(line -> line.contains("saga_stuck"));
    }

    @Test
    void countsWithoutTheEnded() {
        assertThat(jdbc.queryForList(
                        "explain select phase, count(*) from saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED') group by phase",
                        String.class))
                .anyMatch(line -> line.contains("saga_open"))
                .noneMatch(line -> line.contains("Seq Scan"));
        assertThat(jdbc.queryForList(
                        "explain select min(deadline_at) from saga where deadline_at is not null", String.class))
                .anyMatch(line -> line.contains("saga_due"))
                .noneMatch(line -> line.contains("Seq Scan"));
    }

    @ParameterizedTest
    @CsvSource({
        "who, nobody, audit_by_who",
        "action, REPLAY, audit_by_action",
        "saga_id, 01990000-0000-7000-8000-000000000000, audit_of_saga",
        "dead_letter_id, 01990000-0000-7000-8000-000000000000, audit_of_dead_letter",
        "act_id, 01990000-0000-7000-8000-000000000000, audit_of_act"
    })
    void theActionsThatAFilterAsksForAreFoundByItsIndex(String column, String value, String index) {
        Object argument = column.endsWith("_id") ? UUID.fromString(value) : value;
        List<String> plan = explain(new SagaQuery(
                "select * from audit where id < ? and %s = ? order by id desc limit ?".formatted(column),
                List.of(new ListParameters(Map.of()).below(), argument, 51)));
        assertThat(plan).anyMatch(line -> line.contains(index)).noneMatch(line -> line.contains("Seq Scan"));
    }

    /** The messages of old ones are not kept, so nobody could say where they stand. */
    @Test
    void theExampleOfAReasonIsTheNewestSaga() {
        Map<String, UUID> examples = new HashMap<>();
        jdbc.query(
                WaitingGroups.COUNT,
                row -> {
                    examples.put(row.getString(2), UUID.fromString(row.getString(7)));
                },
                50);
        UUID newest =
                jdbc.queryForObject("select id from saga where phase = 'STUCK' order by id desc limit 1", UUID.class);
        assertThat(examples).containsEntry("STUCK", newest);
    }

    @Test
    void retentionFindsTheOldestByTheirIds() {
        List<String> plan = jdbc.queryForList(
                "explain " + SagaRetention.DELETE, String.class, new UUID(0, 0), "41 hours", "41 hours", 500);
        assertThat(plan).anyMatch(line -> line.contains("using saga_pkey on saga s"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on saga"));
    }

    private static SagaQuery query(String filter) {
        return SagaQuery.of(filter(filter), new ListParameters(Map.of()).below(), 51);
    }

    private static SagaFilter filter(String filter) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        Arrays.stream(filter.split(";"))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> parameters.add(pair[0], pair[1]));
        return SagaFilter.of(ListParameters.of(parameters, SagaFilter.PARAMETERS));
    }

    private static List<String> explain(SagaQuery query) {
        return new ArrayList<>(jdbc.queryForList(
                "explain " + query.sql(), String.class, query.arguments().toArray()));
    }
}
