package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: nobody can say where the relay published a row or why it did not, or strangers can ask. */
class RowReportTest {

    private final TestDatabase database = TestServers.database("relay");
    private final OutboxTable orders = OutboxTable.create(database, "orders");

    @Test
    void saysWhereARowWasPublishedAlsoWhileTheDatabaseIsSilent() throws Exception {
        try (TcpProxy network = TcpProxy.to(database.server());
                TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
                RelayProcess relay = RelayProcess.start(
                                network.connects(database), TestServers.kafka(), "--relay.recovery.silence=40s")
                        .awaitReady()) {
            UUID row = orders.insert("k", "{}");
            ConsumerRecord<?, ?> record = recorder.await(
                            1, each -> row.toString().equals(TopicRecorder.header(each, "ce_id")), RelayProcess.TIMEOUT)
                    .getFirst();
            Eventually.holds(
                    "the relay knows it",
                    RelayProcess.TIMEOUT,
                    () -> !report(relay, row).path("published").isNull(),
                    relay::log);
            network.fallSilent();
            long begun = System.nanoTime();
            JsonNode report = report(relay, row);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(report.at("/published/topic").asString()).isEqualTo(OutboxTable.TOPIC);
            assertThat(report.at("/published/partition").asInt()).isEqualTo(record.partition());
            assertThat(report.at("/published/offset").asLong()).isEqualTo(record.offset());
            assertThat(report.at("/quarantined").asBoolean()).isFalse();
            assertThat(report.at("/sources/0/newest").asString()).isEqualTo(row.toString());
            begun = System.nanoTime();
            JsonNode quarantine = JsonMapper.shared()
                    .readTree(relay.get("viewer", "/v1/quarantine").body());
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(quarantine.path("unavailable")).hasSize(1);
            Eventually.holds(
                    "the problem is told",
                    Duration.ofSeconds(12),
                    () -> report(relay, row)
                            .at("/sources/0/problem")
                            .asString("")
                            .contains("database"),
                    relay::log);
            network.resume();
        }
    }

    @Test
    void onlyAServiceMayAsk() throws Exception {
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka()).awaitReady()) {
            String path = "/v1/relay/rows/" + UUID.randomUUID();
            assertThat(relay.get(path).statusCode()).isEqualTo(401);
            for (String person : List.of("viewer", "operator", "admin")) {
                assertThat(relay.get(person, path).statusCode()).as(person).isEqualTo(403);
            }
            HttpResponse<String> unknown = relay.get("service", path + "?schema=orders");
            assertThat(unknown.statusCode()).isEqualTo(200);
            assertThat(JsonMapper.shared()
                            .readTree(unknown.body())
                            .path("published")
                            .isNull())
                    .isTrue();
            assertThat(relay.get("service", "/v1/relay/rows/none").statusCode()).isEqualTo(400);
            assertThat(relay.get("service", "/v1/quarantine").statusCode()).isEqualTo(403);
        }
    }

    private static JsonNode report(RelayProcess relay, UUID row) {
        return JsonMapper.shared()
                .readTree(relay.get("service", "/v1/relay/rows/%s?schema=orders".formatted(row))
                        .body());
    }
}
