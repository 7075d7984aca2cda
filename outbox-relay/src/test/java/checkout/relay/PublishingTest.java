package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Red here: consumers do not receive what a service commits. */
class PublishingTest {

    private static TestDatabase database;
    private static OutboxTable orders;
    private static OutboxTable sagas;
    private static RelayProcess relay;
    private TopicRecorder recorder;

    @BeforeAll
    static void start() throws IOException {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        sagas = OutboxTable.create(database, "sagas");
        relay = RelayProcess.start(database, TestServers.kafka()).awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        relay.close();
    }

    @BeforeEach
    void startRecorder() {
        recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void stopRecorder() {
        recorder.close();
    }

    @Test
    void publishesARowAsARecordWithHeaders() {
        UUID id = OutboxTable.newId();
        UUID saga = UUID.randomUUID();
        JdbcClient.create(database.as("sagas"))
                .sql(
                        "insert into sagas.outbox values (?, 'orders.events', ?, 'inventory.ReserveStock.v1', ?, 'reserve stock', 'do', 2, "
                                + "'00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '{\"reason\":\"too late ☂\"}', '{\"tea\":\"☕\"}')")
                .params(id, saga.toString(), saga)
                .update();

        ConsumerRecord<String, String> record = recordOf(id);
        assertThat(record.key()).isEqualTo(saga.toString());
        assertThat(record.value()).isEqualTo("{\"tea\":\"☕\"}");
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", id.toString()),
                        Map.entry("ce_type", "inventory.ReserveStock.v1"),
                        Map.entry("ce_source", "/sagas"),
                        Map.entry(
                                "ce_time",
                                Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16)
                                        .toString()),
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce_sagaid", saga.toString()),
                        Map.entry("ce_sagastep", "reserve stock"),
                        Map.entry("ce_sagaaction", "do"),
                        Map.entry("ce_sagaattempt", "2"),
                        Map.entry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                        Map.entry("reason", "too late ☂"));
    }

    @Test
    void omitsHeadersOfNullColumns() {
        UUID id = orders.insert("k", "{}");
        assertThat(headers(recordOf(id)).keySet())
                .containsExactly("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "content-type");
    }

    @Test
    void decodesABase64Payload() {
        UUID id = OutboxTable.newId();
        String encoded = Base64.getEncoder().encodeToString("not {json".getBytes(StandardCharsets.UTF_8));
        JdbcClient.create(database.as("orders"))
                .sql(
                        "insert into orders.outbox (id, topic, message_key, type, headers, payload) "
                                + "values (?, 'orders.events', 'k', 't', '{\"payload-encoding\":\"base64\",\"dlt\":\"yes\"}', ?)")
                .params(id, encoded)
                .update();

        ConsumerRecord<String, String> record = recordOf(id);
        assertThat(record.value()).isEqualTo("not {json");
        assertThat(headers(record)).containsEntry("dlt", "yes").doesNotContainKey("payload-encoding");
    }

    @Test
    void publishesNothingOfARolledBackTransaction() throws SQLException {
        UUID rolledBack;
        try (Connection connection = orders.connection()) {
            rolledBack = orders.insert(connection, "k", "{}");
            connection.rollback();
        }
        recordOf(orders.insert("k", "{}"));
        assertThat(recorder.records()).noneMatch(record -> isOf(record, rolledBack));
    }

    @Test
    void publishesTheRecordsOfAKeyInCommitOrder() throws SQLException {
        List<UUID> committed = new ArrayList<>();
        String key = UUID.randomUUID().toString();
        try (Connection slow = orders.connection();
                Connection quick = sagas.connection()) {
            for (int round = 0; round < 20; round++) {
                List<UUID> late = List.of(orders.insert(slow, key, "{}"), orders.insert(slow, key, "{}"));
                for (int i = 0; i < 3; i++) {
                    committed.add(sagas.insert(quick, key, "{}"));
                    committed.add(sagas.insert(quick, key, "{}"));
                    quick.commit();
                }
                slow.commit();
                committed.addAll(late);
            }
        }

        var records = recorder.await(committed.size(), record -> key.equals(record.key()), RelayProcess.TIMEOUT);
        assertThat(records.stream().map(record -> TopicRecorder.header(record, "ce_id")))
                .containsExactlyElementsOf(
                        committed.stream().map(UUID::toString).toList());
    }

    @Test
    void showsInItsStatusWhatWasPublished() {
        recordOf(orders.insert("k", "{}"));
        Eventually.holds(
                "everything is published",
                RelayProcess.TIMEOUT,
                () -> relay.status().contains("\"oldestUnpublished\":null"),
                relay::status);
        assertThat(relay.status())
                .contains(
                        "\"role\":\"leader\"", "\"state\":\"WORKING\"", "\"walStatus\":\"reserved\"", "\"lagBytes\":");
    }

    @Test
    void metersShowWhatIsPublishedAndWhatIsNot() {
        recordOf(orders.insert("k", "{}"));
        Eventually.holds(
                "the row counts as published", RelayProcess.TIMEOUT, () -> metric("published") >= 1, relay::log);
        assertThat(metric("publishing")).isGreaterThanOrEqualTo(1);
        assertThat(metric("standing", "state:working")).isEqualTo(1);
        assertThat(metric("standing", "state:refused")).isZero();
        assertThat(metric("lag")).isNotNegative();
        assertThat(metric("retained")).isPositive();
        Eventually.holds(
                "no row is unpublished", RelayProcess.TIMEOUT, () -> metric("oldest.unpublished") == 0, relay::status);
        assertThat(metric("kafka.silence")).isNotNegative();
    }

    @Test
    void showsPrometheusTheDocumentedMetrics() {
        relay.metrics().mustBeAsDocumented("/v1/relay", "outbox-relay");
    }

    @Test
    void showsMetersOnlyToUsersWithTheViewerRole() {
        assertThat(relay.get("/actuator/metrics").statusCode()).isEqualTo(401);
        assertThat(relay.get("/actuator/metrics/checkout.relay.lag").statusCode())
                .isEqualTo(401);
        assertThat(relay.get("viewer", "/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(relay.get("operator", "/actuator/env").statusCode()).isEqualTo(403);
    }

    /** The first measurement of a meter of source {@code test}. */
    private static double metric(String name, String... tags) {
        StringBuilder query = new StringBuilder("?tag=source:test");
        for (String tag : tags) {
            query.append("&tag=").append(tag);
        }
        var answer = relay.get("viewer", "/actuator/metrics/checkout.relay." + name + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared()
                .readTree(answer.body())
                .at("/measurements/0/value")
                .asDouble();
    }

    private ConsumerRecord<String, String> recordOf(UUID id) {
        return recorder.await(record -> isOf(record, id));
    }

    private static boolean isOf(ConsumerRecord<String, String> record, UUID id) {
        return id.toString().equals(TopicRecorder.header(record, "ce_id"));
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
