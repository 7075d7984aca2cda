package checkout.saga.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.saga.runtime.drive.OrchestratorTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: the console cannot have the relay replay, or it is not recorded who did and how it ended. */
class RelayReplayTest extends OrchestratorTest {
    private static final String RELAY = "outbox-relay";
    private static final String BODY = """
            {"source":"checkout","from":"2026-01-31T12:00:00Z","reason":"%s"}""";

    private final String reason = "slot dropped " + MessageIds.next();

    @Test
    void theRelayReplaysInTheNameOfTheOperatorAndBothEntriesAreKept() {
        SERVICES.answers(RELAY, "{\"published\":12,\"notRetained\":[\"orders before 2026-02-01T00:00:00Z\"]}");

        JsonNode answer = replay(BODY.formatted(reason));

        assertThat(answer.at("/outcome").asString()).isEqualTo("DONE");
        assertThat(answer.at("/published").asLong()).isEqualTo(12);
        assertThat(answer.at("/notRetained/0").asString()).startsWith("orders before");
        assertThat(SERVICES.requests()).singleElement().satisfies(request -> assertThat(request)
                .startsWith("/outbox-relay/v1/relay/replay ")
                .contains("\"onBehalfOf\":\"operator\"", "\"from\":\"2026-01-31T12:00:00Z\"", reason));
        assertThat(entries())
                .containsExactly(
                        "operator REQUESTED source checkout, rows created from 2026-01-31T12:00:00Z on",
                        "operator DONE source checkout, rows created from 2026-01-31T12:00:00Z on: 12 rows were published"
                                + " again; not kept any more: [orders before 2026-02-01T00:00:00Z]");
        assertThat(get("/v1/audit?action=REPLAY&limit=1").body()).contains(reason);
    }

    @Test
    void whatTheRelayRefusesIsSaidAndKept() {
        SERVICES.refuses(RELAY, 409, "{\"detail\":\"set from to an earlier time\"}");

        JsonNode answer = replay(BODY.formatted(reason));

        assertThat(answer.at("/outcome").asString()).isEqualTo("REFUSED");
        assertThat(answer.at("/detail").asString()).isEqualTo("set from to an earlier time");
        assertThat(entries()).hasSize(2).last().asString().contains("REFUSED", "set from to an earlier time");
    }

    @Test
    void aRelayWithoutAnAnswerIsNoSuccess() {
        SERVICES.refuses(RELAY, 500, "broken");

        assertThat(replay(BODY.formatted(reason)).at("/outcome").asString()).isEqualTo("UNANSWERED");

        assertThat(entries()).last().asString().contains("UNANSWERED", "outbox-relay answers with status 500");
    }

    @Test
    void oneReplayRunsAtATime() {
        SERVICES.fallsSilent(RELAY);
        CompletableFuture<JsonNode> first = CompletableFuture.supplyAsync(() -> replay(BODY.formatted(reason)));
        await().until(() -> !SERVICES.requests().isEmpty());

        HttpResponse<String> second = post("/v1/relay/replay", BODY.formatted("too early"));

        assertThat(second.statusCode()).as(second.body()).isEqualTo(409);
        assertThat(second.body()).contains("still runs");
        SERVICES.forget();
        assertThat(first.join().at("/outcome").asString()).isEqualTo("REFUSED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"reason":"r"}                                                                    | 'from' must be the time
            {"from":"2026-01-31T12:00:00Z"}                                                   | 'reason' must say why
            {"from":"2026-01-31T12:00:00Z","to":"2026-01-30T12:00:00Z","reason":"r"}          | 'to' must not be before 'from'
            {"from":"+300000-01-01T00:00:00Z","reason":"r"}                                   | 'from' must be from 0001
            {"from":"2026-01-31T12:00:00Z","to":"+10889-08-02T00:00:00Z","reason":"r"}        | 'to' must be from 0001
            {"from":"yesterday","reason":"r"}                                                 | from
            """, quoteCharacter = '`')
    void badRequestsAreNotForwarded(String body, String says) {
        HttpResponse<String> answer = post("/v1/relay/replay", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(says);
        assertThat(SERVICES.requests()).isEmpty();
    }

    private JsonNode replay(String body) {
        HttpResponse<String> answer = post("/v1/relay/replay", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private List<String> entries() {
        return jdbc.queryForList(
                "select who || ' ' || outcome || ' ' || detail from audit where action = 'REPLAY' and reason = ? order by id",
                String.class,
                reason);
    }
}
