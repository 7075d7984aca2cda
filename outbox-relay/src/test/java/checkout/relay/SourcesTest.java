package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: one of several databases is not published, blocks another, or retains the log of all. */
class SourcesTest {

    private static final int MEGABYTE = 1_000_000;

    private TestDatabase east;
    private TestDatabase west;
    private OutboxTable eastOrders;
    private OutboxTable westOrders;
    private TopicRecorder recorder;

    @BeforeEach
    void prepare() {
        east = TestServers.database("relay");
        west = TestServers.database("relay");
        eastOrders = OutboxTable.create(east, "orders");
        westOrders = OutboxTable.create(west, "orders");
        recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void stopRecorder() {
        recorder.close();
    }

    @Test
    void publishesEverySourceFromItsOwnSlot() throws Exception {
        try (RelayProcess relay = start().awaitReady()) {
            awaitRecordOf(eastOrders.insert("k", "{}"));
            awaitRecordOf(westOrders.insert("k", "{}"));
            awaitRecordOf(westOrders.insert("k", "{}"));

            awaitStatusField(relay, "east", "/published", "1");
            awaitStatusField(relay, "west", "/published", "2");
            assertThat(relay.statusField("east", "/slot/name")).isEqualTo(east.slot());
            assertThat(relay.statusField("west", "/slot/name")).isEqualTo(west.slot());
        }
    }

    @Test
    void publishesTheOtherSourcesWhileOneIsRefused() throws Exception {
        JdbcClient.create(west.superuser())
                .sql("select pg_drop_replication_slot(?)")
                .param(west.slot())
                .query()
                .singleRow();
        UUID missed = westOrders.insert("k", "{}");
        try (RelayProcess relay = start().awaitState("east", "WORKING").awaitState("west", "REFUSED")) {
            awaitRecordOf(eastOrders.insert("k", "{}"));
            assertThat(relay.readiness()).isEqualTo(503);
            assertThat(relay.statusField("east", "/problem")).isEmpty();
            assertThat(relay.statusField("west", "/problem")).contains("slot " + west.slot() + " does not exist");

            String window = "\"from\":\"%s\",\"reason\":\"the slot was dropped\"}"
                    .formatted(relay.statusField("west", "/replayFrom"));
            assertThat(relay.replay("operator", "{" + window).body()).contains("source must be one of [east, west]");
            assertThat(relay.replayOncePublished("operator", "{\"source\":\"west\"," + window)
                            .statusCode())
                    .isEqualTo(200);

            awaitRecordOf(missed);
            relay.awaitState("west", "WORKING").awaitReady();
        }
    }

    @Test
    void anIdleSourceDoesNotRetainTheLogThatOthersWrite() throws Exception {
        try (RelayProcess relay = start("--relay.pace.heartbeat=300ms").awaitReady()) {
            awaitRecordOf(eastOrders.insert("k", "{}"));
            JdbcClient busy = JdbcClient.create(west.superuser());
            busy.sql("select pg_logical_emit_message(false, 'test', repeat('x', ?))")
                    .param(16 * MEGABYTE)
                    .query()
                    .singleRow();
            String written = busy.sql("select pg_current_wal_lsn()::text")
                    .query(String.class)
                    .single();

            Eventually.holds(
                    "the idle source's slot is past everything written",
                    RelayProcess.TIMEOUT,
                    () -> {
                        // otherwise the server logs this only every fifteen seconds
                        busy.sql("select pg_log_standby_snapshot()").query().singleRow();
                        return isPast(east.slot(), written);
                    },
                    relay::status);
            awaitRecordOf(eastOrders.insert("k", "{}"));
        }
    }

    @Test
    void anIdleSourceDoesNotWaitForKafka() throws Exception {
        try (RelayProcess relay = start("--relay.pace.heartbeat=1h").awaitReady()) {
            awaitRecordOf(eastOrders.insert("k", "{}"));
            awaitStatusField(relay, "east", "/published", "1");
            String silence = "/actuator/metrics/checkout.relay.kafka.silence?tag=source:east";
            Eventually.holds(
                    "nothing is unacknowledged",
                    RelayProcess.TIMEOUT,
                    () -> relay.get("viewer", silence).body().contains("\"value\":0.0"),
                    () -> relay.get("viewer", silence).body());
        }
    }

    private boolean isPast(String slot, String position) {
        return JdbcClient.create(west.superuser())
                .sql(
                        "select restart_lsn >= ?::pg_lsn and confirmed_flush_lsn >= ?::pg_lsn from pg_replication_slots where slot_name = ?")
                .params(position, position, slot)
                .query(Boolean.class)
                .single();
    }

    private RelayProcess start(String... settings) throws IOException {
        return RelayProcess.start(Map.of("east", east, "west", west), TestServers.kafka(), settings);
    }

    private static void awaitStatusField(RelayProcess relay, String source, String name, String value) {
        Eventually.holds(
                "%s of %s is %s".formatted(name, source, value),
                RelayProcess.TIMEOUT,
                () -> relay.statusField(source, name).equals(value),
                relay::status);
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
