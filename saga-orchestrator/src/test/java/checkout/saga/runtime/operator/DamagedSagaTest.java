package checkout.saga.runtime.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: one row that PostgreSQL cannot read hides the other sagas from operators, or itself. */
class DamagedSagaTest extends OrchestratorTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private UUID damaged = MessageIds.next();

    @BeforeEach
    void damageOneOfTwo() {
        jdbc.update("delete from saga where phase not in ('COMPLETED', 'COMPENSATED', 'RESOLVED')");
        stuckPastItsPivot();
        damaged = checkout;
        checkout = MessageIds.next();
        stuckPastItsPivot();
        damage(damaged);
    }

    @AfterEach
    void remove() {
        jdbc.update("delete from saga where id in (?, ?)", damaged, checkout);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"action\":\"RETRY\"", "\"action\":\"RESOLVE\",\"outcome\":\"CONFIRMED\""})
    void anActOnAllThatAreStuckLeavesItOut(String action) {
        HttpResponse<String> created = post("/v1/acts", """
                {%s,"filter":{"stuck":true},"reason":"order-service is back","dryRun":true}""".formatted(action));

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode act = JSON.readTree(created.body());
        assertThat(act.at("/sagas").asInt()).isEqualTo(2);
        assertThat(act.at("/possible").asInt()).isEqualTo(1);
        JsonNode item = ok(get("/v1/acts/%s/items?possible=false"
                        .formatted(act.at("/id").asString())))
                .at("/items/0");
        assertThat(item.at("/id").asString()).isEqualTo(damaged.toString());
        assertThat(item.at("/before").asString()).isEqualTo("STUCK");
        assertThat(item.at("/detail").asString()).contains("its row cannot be read");
    }

    @Test
    void itsPageShowsWhatCanBeReadAndTheReasonsCountIt() {
        assertThat(ok(get("/v1/sagas/reasons")).at("/waiting").asInt()).isEqualTo(2);
        JsonNode page = ok(get("/v1/sagas/" + damaged));
        assertThat(page.at("/state").asString()).isEqualTo("STUCK");
        assertThat(page.at("/data").isNull()).isTrue();
        assertThat(page.at("/timeline").size()).isPositive();
        assertThat(page.at("/diagnosis/0").asString())
                .contains("its row cannot be read")
                .contains("from a backup");
        for (String action : List.of("retry", "compensate", "cancel", "resolve")) {
            assertThat(page.at("/actions/%s/possible".formatted(action)).asBoolean())
                    .as(action)
                    .isFalse();
        }
        assertThat(get("/v1/sagas/%s/diagram".formatted(damaged)).statusCode()).isEqualTo(200);
    }

    @Test
    void itsDeadLettersAreKeptShownAndDiscarded() {
        String reason = "rejected " + damaged;
        sendAsItIs(
                "inventory.commands.dlt",
                damaged.toString(),
                "{}",
                Map.of(
                        "ce_id",
                        MessageIds.next().toString(),
                        "ce_type",
                        "inventory.ReserveStock.v1",
                        "dlt-reason",
                        reason));
        await().until(() -> !letters(reason).isEmpty());
        JsonNode letter = ok(get("/v1/dead-letters/" + letters(reason).getFirst()));
        assertThat(letter.at("/sagaId").asString()).isEqualTo(damaged.toString());
        JsonNode discarded =
                ok(post("/v1/dead-letters/bulk", """
                {"filter":{"ids":["%s"]},"action":"discard","reason":"nobody can use it"}""".formatted(letters(reason).getFirst())));
        assertThat(discarded.at("/done").asInt()).isEqualTo(1);
    }

    private List<String> letters(String reason) {
        return StreamSupport.stream(
                        ok(get("/v1/dead-letters?status=OPEN&reason=" + reason.replace(" ", "%20")))
                                .at("/deadLetters")
                                .spliterator(),
                        false)
                .map(letter -> letter.at("/id").asString())
                .toList();
    }
}
