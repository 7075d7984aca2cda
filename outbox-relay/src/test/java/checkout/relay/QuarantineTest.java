package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Red here: a row that Kafka refuses for good stops the rows after it, is lost, or an operator cannot do anything about it. */
class QuarantineTest {

    private static final String TOO_LARGE = "x".repeat(1_200_000);
    private static final String REASON = "{\"reason\":\"tested\"}";

    private final String topic = "quarantine-" + UUID.randomUUID();
    private TestDatabase database;
    private OutboxTable orders;
    private TopicRecorder recorder;
    private @Nullable RelayProcess relay;

    @BeforeEach
    void prepare() throws Exception {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
            Eventually.holds("the topic exists", RelayProcess.TIMEOUT, () -> exists(admin), () -> topic);
        }
        recorder = new TopicRecorder(TestServers.kafka(), topic);
    }

    private boolean exists(Admin admin) {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().size() == 1;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        recorder.close();
        if (relay != null) {
            relay.close();
        }
    }

    @Test
    void publishesTheNeighboursOfARowThatIsTooLarge() throws Exception {
        RelayProcess first = start();
        UUID before = orders.insert(topic, "same", "{}");
        UUID tooLarge = orders.insert(topic, "same", TOO_LARGE);
        UUID after = orders.insert(topic, "same", "{}");
        UUID other = orders.insert(topic, "other", "{}");

        assertThat(recorder.await(3, record -> true, TopicRecorder.PATIENCE)).hasSize(3);
        assertThat(publishedIds("same")).containsExactly(before.toString(), after.toString());
        assertThat(publishedIds("other")).containsExactly(other.toString());
        awaitQuarantined(first, 1);
        assertThat(first.readiness()).isEqualTo(200);
        assertThat(first.get("viewer", "/actuator/metrics/checkout.relay.quarantined.rows?tag=source:test")
                        .body())
                .contains("\"value\":1.0");
        assertThat(first.log())
                .contains("Row " + tooLarge + " of orders.outbox in source test is quarantined: topic " + topic);

        JsonNode row = json(first.get("viewer", "/v1/quarantine/test/" + tooLarge));
        assertThat(row.path("topic").asString()).isEqualTo(topic);
        assertThat(row.path("key").asString()).isEqualTo("same");
        assertThat(row.path("bytes").asLong()).isGreaterThan(TOO_LARGE.length());
        assertThat(row.path("reason").asString())
                .contains("RecordTooLargeException", "max.message.bytes of the topic is 1048588");
        assertThat(row.path("position").asString()).contains("/");
        assertThat(row.has("payload")).as("it may contain a card token").isFalse();

        first.terminate();
        RelayProcess second = start();
        UUID last = orders.insert(topic, "same", "{}");
        awaitRecordOf(last);
        assertThat(publishedIds("same")).containsExactly(before.toString(), after.toString(), last.toString());
        awaitQuarantined(second, 1);
    }

    @Test
    void sendsARowWhenTheLimitOfItsTopicWasRaised() throws Exception {
        RelayProcess started = start();
        UUID first = orders.insert(topic, "k", TOO_LARGE);
        UUID second = orders.insert(topic, "k", TOO_LARGE);
        awaitQuarantined(started, 2);

        HttpResponse<String> refused = act(started, first, "send");
        assertProblem(refused, 422, "refused-again", "RecordTooLargeException");
        assertThat(json(started.get("viewer", "/v1/quarantine/test/" + first))
                        .at("/lastTry/by")
                        .asString())
                .isEqualTo("operator");

        raiseTheLimit();
        assertProblem(act(started, second, "send"), 409, "not-possible", "Row " + first + " of the same topic and key");
        HttpResponse<String> sent = act(started, first, "send");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        assertThat(recorder.await(record -> isOf(record, first)).value()).hasSize(TOO_LARGE.length());
        JsonNode row = json(sent);
        assertThat(row.path("status").asString()).isEqualTo("SENT");
        assertThat(row.at("/settlement/by").asString()).isEqualTo("operator");
        assertThat(row.at("/settlement/why").asString()).isEqualTo("tested");
        assertProblem(act(started, first, "send"), 409, "not-possible", "was sent by operator");

        HttpResponse<String> rest = started.post(
                "operator",
                "/v1/quarantine/bulk",
                "{\"filter\":{\"topic\":\"%s\"},\"action\":\"send\",\"reason\":\"tested\"}".formatted(topic));
        assertThat(json(rest).path("done").asInt()).as(rest.body()).isEqualTo(1);
        awaitRecordOf(second);
        awaitQuarantined(started, 0);
    }

    @Test
    void discardsARowForAnOperatorWhoGivesAReason() throws Exception {
        RelayProcess started = start();
        UUID row = orders.insert(topic, "k", TOO_LARGE);
        awaitQuarantined(started, 1);

        String path = "/v1/quarantine/test/" + row;
        assertProblem(started.post("viewer", path + "/discard", REASON), 403, "forbidden", "");
        assertProblem(
                started.post("operator", path + "/discard", "{}"), 400, "invalid-request", "'reason' must say why");
        assertProblem(started.get("/v1/quarantine"), 401, "unauthorized", "");
        assertProblem(
                started.post("operator", "/v1/quarantine/test/" + UUID.randomUUID() + "/discard", REASON),
                404,
                "not-found",
                "is in quarantine");
        assertProblem(
                started.post("operator", "/v1/quarantine/east/" + row + "/discard", REASON),
                404,
                "not-found",
                "the sources are test");
        assertProblem(started.get("viewer", "/v1/quarantine?status=LOST"), 400, "invalid-request", "'status' must be");

        assertThat(act(started, row, "discard").statusCode()).isEqualTo(200);

        assertProblem(act(started, row, "send"), 409, "not-possible", "was discarded by operator");
        assertThat(json(started.get("viewer", "/v1/quarantine")).path("rows").size())
                .isZero();
        assertThat(json(started.get("viewer", "/v1/quarantine?status=ALL&topic=" + topic))
                        .at("/rows/0/status")
                        .asString())
                .isEqualTo("DISCARDED");
        awaitQuarantined(started, 0);
    }

    @Test
    void keepsOneRowWhenItIsKilledBeforeThePositionIsConfirmed() throws Exception {
        RelayProcess killed = start("--relay.pace.confirm=1h");
        orders.insert(topic, "k", TOO_LARGE);
        UUID neighbour = orders.insert(topic, "k", "{}");
        awaitQuarantined(killed, 1);
        awaitRecordOf(neighbour);
        killed.killHard();

        RelayProcess restarted = start();
        recorder.await(2, record -> isOf(record, neighbour), TopicRecorder.PATIENCE);
        awaitQuarantined(restarted, 1);
        assertThat(restarted.log()).as("it is not sent and refused again").doesNotContain("is quarantined");
        Eventually.holds(
                "the position is confirmed past the row",
                RelayProcess.TIMEOUT,
                () -> JdbcClient.create(database.superuser())
                        .sql(
                                "select bool_and(s.confirmed_flush_lsn >= q.position) from relay.quarantine q, pg_replication_slots s where s.slot_name = ?")
                        .param(database.slot())
                        .query(Boolean.class)
                        .single(),
                restarted::status);
    }

    @Test
    void quarantinesRowsThatNoTopicTakes() throws Exception {
        RelayProcess started = start();
        UUID astray = orders.insert("a-topic-that-does-not-exist", "k", "{}");
        UUID invalid = orders.insert("not a topic", "k", "{}");
        UUID unreadable = OutboxTable.newId();
        JdbcClient.create(database.as("orders"))
                .sql(
                        "insert into orders.outbox (id, topic, message_key, type, headers, payload) values (?, ?, 'k', 't', '[]', '{}')")
                .params(unreadable, topic)
                .update();
        awaitRecordOf(orders.insert(topic, "k", "{}"));

        awaitQuarantined(started, 3);
        assertThat(reason(started, astray)).contains("topic a-topic-that-does-not-exist does not exist");
        assertThat(reason(started, invalid)).contains("InvalidTopicException");
        assertThat(reason(started, unreadable)).contains("its headers are not a JSON object");
    }

    private static String reason(RelayProcess relay, UUID row) {
        return json(relay.get("viewer", "/v1/quarantine/test/" + row))
                .path("reason")
                .asString();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"urn:checkout:problem:" + type + "\"", detail);
    }

    private static HttpResponse<String> act(RelayProcess relay, UUID row, String act) {
        return relay.post("operator", "/v1/quarantine/test/" + row + "/" + act, REASON);
    }

    private static void awaitQuarantined(RelayProcess relay, int rows) {
        Eventually.holds(
                rows + " rows are in quarantine",
                RelayProcess.TIMEOUT,
                () -> relay.statusField("test", "/quarantined").equals(Integer.toString(rows)),
                () -> relay.status() + relay.log());
    }

    private void raiseTheLimit() throws Exception {
        try (Admin admin = admin()) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", "3000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", TestServers.kafka()));
    }

    private RelayProcess start(String... settings) throws IOException {
        relay = RelayProcess.start(database, TestServers.kafka(), settings).awaitReady();
        return relay;
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
