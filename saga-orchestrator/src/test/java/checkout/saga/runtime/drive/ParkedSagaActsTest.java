package checkout.saga.runtime.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: an operator is told that a parked saga was retried while it is undone, or is unchanged although it went on. */
class ParkedSagaActsTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BECAUSE = "{\"reason\":\"it is repaired\"}";

    @Test
    void aDryRunOfARetryPastTheDeadlineSaysThatItWouldBeUndone() {
        parkedPastItsDeadline();
        String act = act("RETRY", true);
        JsonNode planned = item(act);
        assertThat(planned.at("/possible").asBoolean()).isFalse();
        assertThat(planned.at("/sends").size()).isZero();
        assertThat(planned.at("/detail").asString()).contains("its deadline passed while it was parked");
        assertThat(post("/v1/acts/%s/run".formatted(act), "{}").statusCode()).isEqualTo(202);
        awaitFinished(act);
        assertThat(item(act).at("/outcome").asString()).isEqualTo("REFUSED");
        JsonNode actions = ok(get("/v1/sagas/" + checkout)).at("/actions");
        assertThat(actions.at("/retry/possible").asBoolean()).isFalse();
        assertThat(actions.at("/cancel/sends/0/type").asString()).isEqualTo("inventory.ReleaseStock.v1");
    }

    @Test
    void aRetryPastTheDeadlineIsNotDoneAndSaysThatTheSagaIsUndone() {
        parkedPastItsDeadline();
        String act = act("RETRY", false);
        awaitFinished(act);
        JsonNode item = item(act);
        assertThat(item.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(item.at("/detail").asString())
                .contains("its deadline passed while it was parked")
                .contains("it is being undone");
        assertThat(item.at("/after").asString()).startsWith("COMPENSATING at 'reserve stock'");
        assertThat(phase()).isEqualTo("COMPENSATING");
        JsonNode audit = ok(get("/v1/audit?actId=" + act)).at("/entries/0");
        assertThat(audit.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(audit.at("/before").asString()).startsWith("STUCK at");
        assertThat(audit.at("/after").asString()).startsWith("COMPENSATING at");
    }

    @Test
    void aRetryOfOneSagaPastItsDeadlineIsRefusedWithWhatHasBecomeOfIt() {
        parkedPastItsDeadline();
        HttpResponse<String> answer = post("/v1/sagas/%s/retry".formatted(checkout), BECAUSE);
        assertProblem(answer, 409, "it is being undone");
        assertThat(answer.body()).doesNotContain("unchanged");
        assertThat(phase()).isEqualTo("COMPENSATING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "compensate"})
    void whoeverWantsItUndoneGetsWhatTheDeadlineDoes(String action) {
        parkedPastItsDeadline();
        assertThat(ok(post("/v1/sagas/%s/%s".formatted(checkout, action), BECAUSE))
                        .at("/state")
                        .asString())
                .isEqualTo("COMPENSATING");
    }

    @Test
    void aRefusalSaysThatTheSagaWentOnWithTheRepliesThatWereKeptForIt() {
        place();
        reply("inventory.StockReserved.v1", "reserve stock", "");
        await().until(() -> sent().contains("payments.AuthorizePayment.v1"));
        String data = breakData();
        reply("payments.PaymentAuthorized.v1", "authorize payment", ",\"reference\":\"p-1\"");
        await().until(() -> phase().equals("STUCK"));
        repair(data);

        HttpResponse<String> answer = post("/v1/sagas/%s/compensate".formatted(checkout), BECAUSE);

        assertProblem(answer, 409, "went on");
        assertThat(answer.body()).contains("WAITING").doesNotContain("unchanged");
        assertThat(sent()).containsAll(SETTLE);
        JsonNode audit = ok(get("/v1/audit?sagaId=" + checkout)).at("/entries/0");
        assertThat(audit.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(audit.at("/after").asString()).startsWith("WAITING at");
    }

    /** Nobody could decide on it until its deadline had passed; now somebody can. */
    private void parkedPastItsDeadline() {
        place();
        String data = breakData();
        passTimeUntil(Duration.ofSeconds(20), () -> phase().equals("STUCK"));
        passTime(Duration.ofMinutes(6));
        repair(data);
    }

    private String breakData() {
        String data = String.valueOf(jdbc.queryForObject("select data from saga where id = ?", String.class, checkout));
        repair("{\"id\":");
        return data;
    }

    private void repair(String data) {
        jdbc.update("update saga set data = ? where id = ?", data, checkout);
    }

    private String act(String action, boolean dryRun) {
        HttpResponse<String> answer = post(
                "/v1/acts",
                "{\"action\":\"%s\",\"filter\":{\"ids\":[\"%s\"]},\"reason\":\"it is repaired\",\"dryRun\":%s}"
                        .formatted(action, checkout, dryRun));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).at("/id").asString();
    }

    private JsonNode item(String act) {
        return ok(get("/v1/acts/%s/items".formatted(act))).at("/items/0");
    }

    private void awaitFinished(String act) {
        await().until(() -> ok(get("/v1/acts/" + act)).at("/status").asString().equals("FINISHED"));
    }
}
