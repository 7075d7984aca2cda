package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a database that is silent keeps operators from acting on the rows of the others. */
class QuarantineOfSourcesTest {

    private final TestDatabase east = TestServers.database("relay");
    private final TestDatabase west = TestServers.database("relay");
    private final OutboxTable eastOrders = OutboxTable.create(east, "orders");
    private final OutboxTable westOrders = OutboxTable.create(west, "orders");

    @Test
    void rowsOfOneSourceAreSentWhileTheDatabaseOfAnotherIsSilent() throws Exception {
        RefusingTopic topic = RefusingTopic.create();
        try (TcpProxy network = TcpProxy.to(west.server());
                RelayProcess relay = RelayProcess.start(
                                Map.of("east", east, "west", network.connects(west)), TestServers.kafka())
                        .awaitReady()) {
            UUID named = eastOrders.insert(topic.name(), "a", RefusingTopic.TOO_LARGE);
            UUID matched = eastOrders.insert(topic.name(), "b", RefusingTopic.TOO_LARGE);
            UUID silent = westOrders.insert(topic.name(), "c", RefusingTopic.TOO_LARGE);
            Eventually.holds(
                    "three rows are in quarantine",
                    RelayProcess.TIMEOUT,
                    () -> json(relay.get("viewer", "/v1/quarantine?topic=" + topic.name()))
                                    .path("rows")
                                    .size()
                            == 3,
                    relay::log);
            topic.raiseTheLimit();
            network.fallSilent();

            JsonNode byId = send(relay, "{\"ids\":[\"%s\",\"%s\"]}".formatted(named, silent));
            assertThat(byId.at("/unavailable/0").asString()).isEqualTo("west");
            assertThat(outcome(byId, named)).isEqualTo("SENT");
            assertThat(outcome(byId, silent)).isEqualTo("FAILED");
            assertThat(byId.at("/results").toString()).contains("the database of source west does not answer");

            JsonNode ofEast = send(relay, "{\"source\":\"east\",\"ids\":[\"%s\"]}".formatted(silent));
            assertThat(ofEast.at("/unavailable").size()).isZero();
            assertThat(outcome(ofEast, silent)).isEqualTo("GONE");

            JsonNode byTopic = send(relay, "{\"topic\":\"%s\"}".formatted(topic.name()));
            assertThat(byTopic.at("/unavailable/0").asString()).isEqualTo("west");
            assertThat(byTopic.at("/results").size()).isEqualTo(1);
            assertThat(outcome(byTopic, matched)).isEqualTo("SENT");
        }
    }

    private static JsonNode send(RelayProcess relay, String filter) {
        HttpResponse<String> answer = relay.post(
                "operator",
                "/v1/quarantine/bulk",
                "{\"filter\":%s,\"action\":\"send\",\"reason\":\"the limit is raised\"}".formatted(filter));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static String outcome(JsonNode answer, UUID row) {
        for (JsonNode item : answer.path("results")) {
            if (row.toString().equals(item.path("id").asString())) {
                return item.path("outcome").asString();
            }
        }
        return "";
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
