package checkout.saga.runtime.actrun;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Red here: an instance refuses for good what another instance could do, what nobody can do waits for ever, or an act acts on
 * what its dry run excluded.
 */
class MixedVersionsTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERSION_OF_ANOTHER = 99;

    @Autowired
    private ActsThread thread;

    @Autowired
    private ActRunner runner;

    /** The test steps by hand. */
    @BeforeEach
    void startAnotherInstance() {
        thread.stop();
        stuckPastItsPivot();
        deployAs(VERSION_OF_ANOTHER);
        jdbc.update(
                "insert into deployed_version (instance, type, version) values ('node-b', 'checkout', ?)",
                VERSION_OF_ANOTHER);
    }

    @AfterEach
    void stopAnotherInstance() {
        jdbc.update("delete from deployed_version where instance = 'node-b'");
        thread.start();
    }

    @Test
    void anActLeavesToAnotherInstanceWhatOnlyThatOneCanDo() {
        Map<String, Object> before = saga();
        assertThat(post("/v1/acts", """
                        {"action":"RETRY","filter":{"ids":["%s"]},"reason":"order-service is back"}""".formatted(checkout)).statusCode()).isEqualTo(201);

        Map<String, Object> planned = item();
        assertThat(planned).containsEntry("outcome", "PENDING");

        runner.runAll();

        assertThat(item()).isEqualTo(planned);
        assertThat(saga()).isEqualTo(before);

        // it has stopped without a word
        jdbc.update("update deployed_version set seen_at = now() - interval '4 minutes' where instance = 'node-b'");
        runner.runAll();
        assertThat(item()).containsEntry("outcome", "REFUSED");
        assertThat(String.valueOf(item().get("detail"))).contains("deploy that version again");
    }

    /** What only that one can do is excluded from a dry run of this one, and stays so when that one runs the act. */
    @Test
    void whatADryRunExcludedIsRefusedWithItsReasonWhicheverInstanceRunsTheAct() {
        Map<String, Object> before = saga();
        HttpResponse<String> created = post("/v1/acts", """
                {"action":"RETRY","filter":{"ids":["%s"]},"reason":"order-service is back","dryRun":true}""".formatted(checkout));
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode act = JSON.readTree(created.body());
        assertThat(act.at("/notPossible").asInt()).isEqualTo(1);
        Object planned = item().get("detail");
        assertThat(String.valueOf(planned)).contains("not deployed");
        String path = "/v1/acts/%s/run".formatted(act.at("/id").asString());
        assertThat(post(path, "{}").statusCode()).isEqualTo(202);

        // this one is the other one now
        deployAs(START_VERSION);
        runner.runAll();

        assertThat(item()).containsEntry("outcome", "REFUSED").containsEntry("detail", planned);
        assertThat(saga()).isEqualTo(before);
        JsonNode audited =
                ok(get("/v1/audit?actId=" + act.at("/id").asString())).at("/entries");
        assertThat(audited).hasSize(1);
        assertThat(audited.at("/0/outcome").asString()).isEqualTo("REFUSED");
        assertThat(audited.at("/0/detail").asString()).isEqualTo(planned);
        assertThat(audited.at("/0/before").asString()).startsWith("STUCK");
    }

    @Test
    void anOperatorIsSentToTheInstanceThatHasTheVersion() {
        Map<String, Object> before = saga();
        assertProblem(
                post("/v1/sagas/%s/retry".formatted(checkout), "{\"reason\":\"order-service is back\"}"),
                409,
                "on node-b; send the request there");
        assertThat(saga()).isEqualTo(before);
    }

    private Map<String, Object> saga() {
        return jdbc.queryForMap("select phase, stuck_reason, parked, moved_at from saga where id = ?", checkout);
    }

    private Map<String, Object> item() {
        return jdbc.queryForMap("select outcome, detail from act_item where saga_id = ?", checkout);
    }
}
