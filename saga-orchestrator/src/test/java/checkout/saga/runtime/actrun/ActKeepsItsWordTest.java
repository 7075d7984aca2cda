package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.act.Act;
import checkout.saga.runtime.act.Acts;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an act acts after it was stopped or against its dry run, or gives up on a saga that was locked for a moment. */
class ActKeepsItsWordTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RETRY = "\"action\":\"RETRY\"";

    @Autowired
    private ActsThread thread;

    @Autowired
    private ActRunner runner;

    @Autowired
    private Acts acts;

    /** The test steps by hand. */
    @BeforeEach
    void stop() {
        thread.stop();
        stuckPastItsPivot();
    }

    @AfterEach
    void start() {
        thread.start();
    }

    @Test
    void aSagaThatCannotBeReadAndHasEndedIsNotEndedAgain() {
        jdbc.update("update saga set data = '{\"id\":' where id = ?", checkout);
        ok(post(
                "/v1/sagas/%s/resolve".formatted(checkout),
                "{\"outcome\":\"CONFIRMED\",\"reason\":\"the order is confirmed\"}"));
        Map<String, Object> ended = saga();
        String act = created("\"action\":\"RESOLVE\",\"outcome\":\"REJECTED\",\"dryRun\":true");
        String planned = detail();
        assertThat(planned).contains("ended already");

        run(act);
        runner.runAll();

        assertThat(item()).containsEntry("outcome", "REFUSED").containsEntry("detail", planned);
        assertThat(saga()).isEqualTo(ended);
        assertThat(audited(act)).hasSize(1);
    }

    @Test
    void anActGoesOnIfItCouldNotBeStopped() throws SQLException {
        String act = created(RETRY);
        try (Connection stranger = locking("select from act_item where saga_id = '%s' for update")) {
            assertThat(post("/v1/acts/%s/stop".formatted(act), "{}").statusCode())
                    .isEqualTo(503);
            stranger.rollback();
        }
        assertThat(show(act).at("/stoppedBy").isNull()).isTrue();

        assertThat(post("/v1/acts/%s/stop".formatted(act), "{}").statusCode()).isEqualTo(202);
        runner.runAll();
        assertThat(item()).containsEntry("outcome", "SKIPPED");
        assertThat(phase()).isEqualTo("STUCK");
    }

    @Test
    void whatIsLeftOfAnActThatIsStoppedIsSkipped() {
        String act = created(RETRY);
        jdbc.update("update act set stopped_by = 'ann' where id = ?::uuid", act);

        runner.runAll();

        assertThat(item()).containsEntry("outcome", "SKIPPED").containsEntry("detail", "the act was stopped");
        assertThat(show(act).at("/status").asString()).isEqualTo("FINISHED");
        assertThat(phase()).isEqualTo("STUCK");
    }

    @Test
    void aSagaIsGivenUpOnceItWasLockedForLongHoweverOldTheActIs() throws SQLException {
        String act = created(RETRY);
        jdbc.update("update act set started_at = now() - interval '2 minutes' where id = ?::uuid", act);
        try (Connection stranger = locking("select from saga where id = '%s' for update")) {
            runner.runBatch(running(act));
            assertThat(item()).containsEntry("outcome", "PENDING");
            assertThat(item().get("next_try")).isNotNull();
            assertThat(audited(act)).isEmpty();

            tryAgain("30 seconds");
            runner.runBatch(running(act));
            assertThat(item()).containsEntry("outcome", "PENDING");

            tryAgain("2 minutes");
            runner.runBatch(running(act));
            stranger.rollback();
        }
        assertThat(item()).containsEntry("outcome", "REFUSED");
        assertThat(detail()).contains("kept it locked for PT1M");
        assertThat(audited(act)).hasSize(1);
        JsonNode row = audited(act).at("/0");
        assertThat(row.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(row.at("/detail").asString()).isEqualTo(detail());
        assertThat(row.at("/before").asString()).startsWith("STUCK at");
        assertThat(phase()).isEqualTo("STUCK");
    }

    private void tryAgain(String lockedFor) {
        jdbc.update(
                "update act_item set next_try = null, locked_since = now() - ?::interval where saga_id = ?",
                lockedFor,
                checkout);
    }

    private String created(String more) {
        HttpResponse<String> answer = post("/v1/acts", """
                {"filter":{"ids":["%s"]},"reason":"order-service is back",%s}""".formatted(checkout, more));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    private void run(String act) {
        assertThat(post("/v1/acts/%s/run".formatted(act), "{}").statusCode()).isEqualTo(202);
    }

    private Act running(String id) {
        return acts.running().stream()
                .filter(act -> act.id().toString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A stranger who keeps rows of this saga locked until the transaction ends. */
    private Connection locking(String rows) throws SQLException {
        Connection stranger = Objects.requireNonNull(jdbc.getDataSource()).getConnection();
        stranger.setAutoCommit(false);
        try (var statement = stranger.createStatement()) {
            statement.execute(rows.formatted(checkout));
        }
        return stranger;
    }

    private JsonNode show(String act) {
        return ok(get("/v1/acts/" + act));
    }

    private JsonNode audited(String act) {
        return ok(get("/v1/audit?actId=" + act)).at("/entries");
    }

    private String detail() {
        return String.valueOf(item().get("detail"));
    }

    private Map<String, Object> item() {
        return jdbc.queryForMap("select outcome, detail, next_try from act_item where saga_id = ?", checkout);
    }

    private Map<String, Object> saga() {
        return jdbc.queryForMap("select phase, resolved_as, moved_at from saga where id = ?", checkout);
    }
}
