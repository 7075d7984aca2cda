package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a row that Kafka refuses for good stops the rows after it, or an operator cannot do anything about it. */
class QuarantineTest {

    private static final String REASON = "{\"reason\":\"tested\"}";

    private static TestDatabase database;
    private static OutboxTable orders;
    private static RelayProcess relay;
    private RefusingTopic topic;
    private TopicRecorder recorder;

    @BeforeAll
    static void start() throws IOException {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        relay = RelayProcess.start(database, TestServers.kafka()).awaitReady();
    }

    @AfterAll
    static void stop() throws IOException {
        relay.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        topic = RefusingTopic.create();
        recorder = new TopicRecorder(TestServers.kafka(), topic.name());
    }

    @AfterEach
    void stopRecorder() {
        recorder.close();
    }

    @Test
    void publishesTheNeighboursOfARowThatIsTooLarge() throws Exception {
        UUID before = orders.insert(topic.name(), "same", "{}");
        UUID tooLarge = orders.insert(topic.name(), "same", RefusingTopic.TOO_LARGE);
        UUID after = orders.insert(topic.name(), "same", "{}");
        UUID other = orders.insert(topic.name(), "other", "{}");

        assertThat(recorder.await(3, record -> true, TopicRecorder.PATIENCE)).hasSize(3);
        assertThat(publishedIds("same")).containsExactly(before.toString(), after.toString());
        assertThat(publishedIds("other")).containsExactly(other.toString());
        awaitQuarantined(1);
        String logged = "Row " + tooLarge + " of orders.outbox in source test is quarantined: topic " + topic.name();
        Eventually.holds(
                "the log says so", RelayProcess.TIMEOUT, () -> relay.log().contains(logged), relay::log);
        assertThat(relay.readiness()).isEqualTo(200);
        assertThat(relay.statusField("test", "/quarantined")).isNotEqualTo("0").isNotEmpty();
        assertThat(relay.get("viewer", "/actuator/metrics/checkout.relay.quarantined.rows?tag=source:test")
                        .body())
                .doesNotContain("\"value\":0.0", "NaN");

        JsonNode row = json(relay.get("viewer", "/v1/quarantine/test/" + tooLarge));
        assertThat(row.path("topic").asString()).isEqualTo(topic.name());
        assertThat(row.path("key").asString()).isEqualTo("same");
        assertThat(row.path("bytes").asLong()).isGreaterThan(RefusingTopic.TOO_LARGE.length());
        assertThat(row.path("reason").asString())
                .contains("RecordTooLargeException", "max.message.bytes of the topic is 1048588");
        assertThat(row.path("position").asString()).contains("/");
        assertThat(row.has("payload")).as("it may contain a card token").isFalse();
    }

    @Test
    void sendsARowWhenTheLimitOfItsTopicWasRaised() throws Exception {
        UUID first = orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
        UUID second = orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
        awaitQuarantined(2);

        HttpResponse<String> refused = act(first, "send");
        assertProblem(refused, 422, "refused-again", "RecordTooLargeException");
        assertThat(json(relay.get("viewer", "/v1/quarantine/test/" + first))
                        .at("/lastTry/by")
                        .asString())
                .isEqualTo("operator");

        topic.raiseTheLimit();
        assertProblem(act(second, "send"), 409, "not-possible", "Row " + first + " of the same topic and key");
        HttpResponse<String> sent = act(first, "send");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(recorder.await(record -> isOf(record, first)).value()).hasSize(RefusingTopic.TOO_LARGE.length());
        JsonNode row = json(sent);
        assertThat(row.path("status").asString()).isEqualTo("SENT");
        assertThat(row.at("/settlement/by").asString()).isEqualTo("operator");
        assertThat(row.at("/settlement/why").asString()).isEqualTo("tested");
        assertProblem(act(first, "send"), 409, "not-possible", "was sent by operator");

        HttpResponse<String> rest = relay.post(
                "operator",
                "/v1/quarantine/bulk",
                "{\"filter\":{\"topic\":\"%s\"},\"action\":\"send\",\"reason\":\"tested\"}".formatted(topic.name()));
        assertThat(json(rest).path("done").asInt()).as(rest.body()).isEqualTo(1);
        awaitRecordOf(second);
        awaitQuarantined(0);
    }

    @Test
    void discardsARowForAnOperatorWhoGivesAReason() throws Exception {
        UUID row = orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
        awaitQuarantined(1);

        String path = "/v1/quarantine/test/" + row;
        assertProblem(relay.post("viewer", path + "/discard", REASON), 403, "forbidden", "");
        assertProblem(relay.post("operator", path + "/discard", "{}"), 400, "invalid-request", "'reason' must say why");
        assertProblem(relay.get("/v1/quarantine"), 401, "unauthorized", "");
        assertProblem(
                relay.post("operator", "/v1/quarantine/test/" + UUID.randomUUID() + "/discard", REASON),
                404,
                "not-found",
                "in quarantine has the id");
        assertProblem(
                relay.post("operator", "/v1/quarantine/east/" + row + "/discard", REASON),
                404,
                "not-found",
                "the sources are test");
        assertProblem(relay.get("viewer", "/v1/quarantine?status=LOST"), 400, "invalid-request", "'status' must be");

        assertThat(isReportedAs("quarantined", row)).isTrue();
        assertThat(act(row, "discard").statusCode()).isEqualTo(200);
        assertThat(isReportedAs("quarantined", row)).isFalse();
        assertThat(isReportedAs("discarded", row)).isTrue();

        assertProblem(act(row, "send"), 409, "not-possible", "was discarded by operator");
        assertThat(json(relay.get("viewer", "/v1/quarantine?topic=" + topic.name()))
                        .path("rows")
                        .size())
                .isZero();
        assertThat(json(relay.get("viewer", "/v1/quarantine?status=ALL&topic=" + topic.name()))
                        .at("/rows/0/status")
                        .asString())
                .isEqualTo("DISCARDED");
        awaitQuarantined(0);
    }

    @Test
    void quarantinesRowsThatNoTopicTakes() throws Exception {
        UUID astray = orders.insert("a-topic-that-does-not-exist", "k", "{}");
        UUID invalid = orders.insert("not a topic", "k", "{}");
        UUID unreadable = OutboxTable.newId();
        JdbcClient.create(database.as("orders"))
                .sql(
                        "insert into orders.outbox (id, topic, message_key, type, headers, payload) values (?, ?, 'k', 't', '[]', '{}')")
                .params(unreadable, topic.name())
                .update();
        awaitRecordOf(orders.insert(topic.name(), "k", "{}"));

        awaitQuarantined(1);
        assertThat(reason(astray)).contains("topic a-topic-that-does-not-exist does not exist");
        assertThat(reason(invalid)).contains("InvalidTopicException");
        assertThat(reason(unreadable)).contains("its headers are not a JSON object");
    }

    @Test
    void refusesTextsThatNoRowCanHave() {
        assertProblem(relay.get("viewer", "/v1/quarantine?topic=%00"), 400, "invalid-request", "'topic' must be");
        assertProblem(relay.get("viewer", "/v1/quarantine?topic="), 400, "invalid-request", "'topic' must be");
        assertProblem(
                relay.post(
                        "operator",
                        "/v1/quarantine/bulk",
                        "{\"filter\":{\"topic\":\"a\\u0000\"},\"action\":\"send\",\"reason\":\"tested\"}"),
                400,
                "invalid-request",
                "'topic' must be");
        assertProblem(
                relay.replay("operator", "{\"from\":\"2026-01-31T12:00:00Z\",\"reason\":\"a\\u0000\"}"),
                400,
                "invalid-request",
                "reason");
        for (String out : List.of("+300000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z", "+10889-08-02T00:00:00Z")) {
            assertProblem(
                    relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"tested\"}".formatted(out)),
                    400,
                    "invalid-request",
                    "from is out of range");
        }
    }

    private static boolean isReportedAs(String state, UUID row) {
        return json(relay.get("service", "/v1/relay/rows/" + row)).path(state).asBoolean();
    }

    private static String reason(UUID row) {
        return json(relay.get("viewer", "/v1/quarantine/test/" + row))
                .path("reason")
                .asString();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"urn:checkout:problem:" + type + "\"", detail);
    }

    private static HttpResponse<String> act(UUID row, String act) {
        return relay.post("operator", "/v1/quarantine/test/" + row + "/" + act, REASON);
    }

    private void awaitQuarantined(int rows) {
        String open = "/v1/quarantine?topic=" + topic.name();
        Eventually.holds(
                rows + " rows are in quarantine",
                RelayProcess.TIMEOUT,
                () -> json(relay.get("viewer", open)).path("rows").size() == rows,
                relay::log);
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> isOf(record, id));
    }

    private static boolean isOf(ConsumerRecord<String, String> record, UUID id) {
        return id.toString().equals(TopicRecorder.header(record, "ce_id"));
    }

    private List<@Nullable String> publishedIds(String key) {
        return recorder.records().stream()
                .filter(record -> key.equals(record.key()))
                .map(record -> TopicRecorder.header(record, "ce_id"))
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
