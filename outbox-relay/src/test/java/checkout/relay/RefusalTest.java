package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a relay reads on from a slot after a gap, or an operator cannot close the gap. */
class RefusalTest {

    private final Instant startedAt = Instant.now().minusSeconds(1);
    private TestDatabase database;
    private OutboxTable orders;
    private TopicRecorder recorder;

    @BeforeEach
    void prepare() {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void stopRecorder() {
        recorder.close();
    }

    @Test
    void refusesADroppedSlotUntilTheGapIsReplayed() throws Exception {
        publishOneRowAndStop();
        List<UUID> missed = orders.insertMany(5, "k");
        dropSlot();
        missed.add(orders.insert("k", "{}"));

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.readiness()).isEqualTo(503);
            assertThat(relay.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(relay.status()).contains("does not exist", "POST /v1/relay/replay");
            assertThat(relay.log())
                    .contains("Source test is not published: slot " + database.slot() + " does not exist");

            var answer = relay.replayAsPrinted("the slot was dropped");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"slotMade\":true");
            missed.forEach(this::awaitRecordOf);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
            assertThat(journal()).containsExactly("operator: the slot was dropped");
        }
    }

    @Test
    void refusesASlotThatSomebodyElseCreatedAgain() throws Exception {
        publishOneRowAndStop();
        UUID missed = orders.insert("k", "{}");
        dropSlot();
        JdbcClient.create(database.superuser())
                .sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(database.slot())
                .query()
                .singleRow();

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.status()).contains("it was created again or advanced by somebody else");
            relay.replayAsPrinted("created again");
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
        }
    }

    @Test
    void doesNotAcceptASlotThatSomebodyReads() throws Exception {
        publishOneRowAndStop();
        UUID missed = orders.insert("k", "{}");
        dropSlot();
        JdbcClient.create(database.superuser())
                .sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(database.slot())
                .query()
                .singleRow();

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            try (Connection reader = readSlot()) {
                var answer = relay.replayAsPrinted("while it is read");
                assertProblem(answer, 409, "replay-refused");
                assertThat(answer.body()).contains("is read by the session with pid", "of role postgres");
                assertThat(reader.isClosed()).isFalse();
            }
            Eventually.holds(
                    "the replay is accepted when the reader is gone",
                    RelayProcess.TIMEOUT,
                    () -> relay.replayAsPrinted("nobody reads it").statusCode() == 200,
                    relay::log);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
        }
    }

    private Connection readSlot() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", database.server().superuserPassword());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "10");
        Connection connection = DriverManager.getConnection(database.url(), properties);
        connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(database.slot())
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", "outbox")
                .start();
        return connection;
    }

    @Test
    void doesNotTouchASlotOfAnotherPlugin() throws Exception {
        dropSlot();
        JdbcClient.create(database.superuser())
                .sql("select pg_create_logical_replication_slot(?, 'test_decoding')")
                .param(database.slot())
                .query()
                .singleRow();
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.status()).contains("uses plugin test_decoding");
            var answer = relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"try\"}".formatted(startedAt));
            assertProblem(answer, 409, "replay-refused");
            assertThat(answer.body()).contains("A replay cannot fix this");
        }
    }

    @Test
    void replaysOnlyForOperatorsWhoGiveAReason() throws Exception {
        try (RelayProcess relay = start().awaitState("WORKING")) {
            String from = "\"from\":\"%s\"".formatted(startedAt);
            String body = "{%s,\"reason\":\"r\"}".formatted(from);
            assertProblem(relay.get("/v1/relay"), 401, "unauthorized");
            assertProblem(relay.get("/actuator/env"), 401, "unauthorized");
            assertProblem(relay.replay("nobody", body), 401, "unauthorized");
            assertProblem(relay.replay("viewer", body), 403, "forbidden");
            assertProblem(relay.replay("operator", "{"), 400, "malformed-json");
            assertProblem(relay.replay("operator", "{%s,\"why\":\"r\"}".formatted(from)), 400, "invalid-body");

            var withoutReason = relay.replay("operator", "{%s}".formatted(from));
            assertProblem(withoutReason, 400, "invalid-request");
            assertThat(withoutReason.body()).contains("reason is missing");
            var unknownSource = relay.replay("operator", "{\"source\":\"else\",%s,\"reason\":\"r\"}".formatted(from));
            assertProblem(unknownSource, 400, "invalid-request");
            assertThat(unknownSource.body()).contains("source must be one of [test]");

            assertThat(relay.replayOncePublished("admin", body).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void replaysForAServiceInTheNameOfAnOperator() throws Exception {
        publishOneRowAndStop();
        orders.insertMany(6, "k");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            String body = "{\"from\":\"%s\",\"reason\":\"asked\"%%s}".formatted(startedAt);
            assertProblem(relay.replay("service", body.formatted("")), 400, "invalid-request");
            String named = body.formatted(",\"onBehalfOf\":\"ann\"");
            assertProblem(relay.replay("operator", named), 400, "invalid-request");

            assertThat(relay.replayOncePublished("service", named).statusCode()).isEqualTo(200);

            assertThat(journal()).containsOnly("ann, through service: asked");
        }
    }

    @Test
    void replaysNoRowsThatTheEngineHasNotPublishedYet() throws Exception {
        try (RelayProcess relay = start().awaitState("WORKING")) {
            UUID row;
            try (Connection session = database.superuser().getConnection();
                    Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                // the relay cannot save a position, so it confirms none
                statement.execute("lock table relay.progress in exclusive mode");
                row = orders.insert("k", "{}");
                var answer =
                        relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"too early\"}".formatted(startedAt));
                assertProblem(answer, 409, "replay-refused");
                assertThat(answer.body()).contains("Source test has not published the rows before");
                session.rollback();
            }
            awaitRecordOf(row);
            Eventually.holds(
                    "the row is replayed",
                    RelayProcess.TIMEOUT,
                    () -> relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"now\"}".formatted(startedAt))
                            .body()
                            .contains("\"published\":1"),
                    relay::log);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"urn:checkout:problem:" + type + "\"");
    }

    private void publishOneRowAndStop() throws Exception {
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            relay.terminate();
        }
    }

    private void dropSlot() {
        JdbcClient.create(database.superuser())
                .sql("select pg_drop_replication_slot(?)")
                .param(database.slot())
                .query()
                .singleRow();
    }

    private List<String> journal() {
        return JdbcClient.create(database.as("auditor"))
                .sql("select username || ': ' || reason from relay.replay where failure is null and published >= 6")
                .query(String.class)
                .list();
    }

    private RelayProcess start() throws IOException {
        return RelayProcess.start(database, TestServers.kafka());
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
