package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red means: a relay goes on from a slot that hides a gap, or an operator cannot close it. */
class RefusalTest {

    private final Instant begin = Instant.now().minusSeconds(1);
    private TestDatabase database;
    private OutboxTable orders;
    private TopicRecorder tail;

    @BeforeEach
    void prepare() {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        tail = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void unwatch() {
        tail.close();
    }

    @Test
    void aDroppedSlotIsRefusedUntilTheGapIsReplayed() throws Exception {
        workedOnce();
        List<UUID> missed = orders.insertMany(5, "k");
        dropSlot();
        missed.add(orders.insert("k", "{}"));

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.readiness()).isEqualTo(503);
            assertThat(relay.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(relay.status()).contains("does not exist", "POST /v1/relay/replay");
            assertThat(relay.log())
                    .contains("Source test is not published: slot " + database.slot() + " does not exist");

            var answer =
                    relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"the slot was dropped\"}".formatted(begin));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"slotMade\":true");
            missed.forEach(this::awaitRecordOf);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
            assertThat(audit()).containsExactly("operator: the slot was dropped");
        }
    }

    @Test
    void aSlotMadeAnewBehindTheRelaysBackIsRefused() throws Exception {
        workedOnce();
        UUID missed = orders.insert("k", "{}");
        dropSlot();
        JdbcClient.create(database.superuser())
                .sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(database.slot())
                .query()
                .singleRow();

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.status()).contains("it was made anew or moved by somebody else");
            relay.replay("operator", "{\"source\":\"test\",\"from\":\"%s\",\"reason\":\"made anew\"}".formatted(begin));
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
        }
    }

    @Test
    void aForeignSlotIsNotTouched() throws Exception {
        dropSlot();
        JdbcClient.create(database.superuser())
                .sql("select pg_create_logical_replication_slot(?, 'test_decoding')")
                .param(database.slot())
                .query()
                .singleRow();
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.status()).contains("is of plugin test_decoding");
            var answer = relay.replay("operator", "{\"from\":\"%s\",\"reason\":\"try\"}".formatted(begin));
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains("No replay can mend that");
        }
    }

    @Test
    void onlyOperatorsReplayAndOnlyWithAReason() throws Exception {
        try (RelayProcess relay = start().awaitState("WORKING")) {
            String body = "{\"from\":\"%s\",\"reason\":\"r\"}".formatted(begin);
            assertThat(relay.replay("nobody", body).statusCode()).isEqualTo(401);
            assertThat(relay.replay("viewer", body).statusCode()).isEqualTo(403);
            assertThat(relay.get("/v1/relay").statusCode()).isEqualTo(401);
            assertThat(relay.get("/actuator/env").statusCode()).isEqualTo(401);
            var answer = relay.replay("operator", "{\"from\":\"%s\"}".formatted(begin));
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("reason is missing");
            assertThat(relay.replay(
                                    "operator",
                                    "{\"source\":\"else\",\"from\":\"%s\",\"reason\":\"r\"}".formatted(begin))
                            .body())
                    .contains("source has to be one of [test]");
        }
    }

    private void workedOnce() throws Exception {
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

    private List<String> audit() {
        return JdbcClient.create(database.as("auditor"))
                .sql("select username || ': ' || reason from relay.replay where failure is null and published >= 6")
                .query(String.class)
                .list();
    }

    private RelayProcess start() throws IOException {
        return RelayProcess.start(database, TestServers.kafka());
    }

    private void awaitRecordOf(UUID id) {
        tail.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
