package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: the server removed log that the relay had not read, and the missing rows go unnoticed. */
@Isolated("it changes a setting of the whole server")
class LostSlotTest {

    private TestDatabase database;
    private OutboxTable orders;
    private JdbcClient superuser;
    private TopicRecorder recorder;

    @BeforeEach
    void prepare() {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        superuser = JdbcClient.create(database.superuser());
        recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void resetLogLimit() {
        recorder.close();
        superuser.sql("alter system reset max_slot_wal_keep_size").update();
        reload();
    }

    @Test
    void refusesALostSlotUntilTheGapIsReplayed() throws Exception {
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka()).awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            relay.terminate();
        }
        List<UUID> missed = orders.insertMany(5, "k");
        loseTheSlot();

        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka()).awaitState("REFUSED")) {
            assertThat(relay.readiness()).isEqualTo(503);
            assertThat(relay.statusField("test", "/slot/walStatus")).isEqualTo("lost");
            assertThat(relay.statusField("test", "/problem"))
                    .isEqualTo("slot %s is lost (wal_status lost, invalidation_reason wal_removed)"
                            .formatted(database.slot()));
            assertThat(relay.statusField("test", "/remedy"))
                    .contains("POST /v1/relay/replay", "which also replaces it");
            assertThat(relay.statusField("test", "/lastError/what")).contains("is lost");
            assertThat(relay.log()).contains("Source test is not published: slot " + database.slot() + " is lost");

            var answer = relay.replayAsPrinted("down too long");

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"slotMade\":true");
            missed.forEach(this::awaitRecordOf);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
            assertThat(relay.statusField("test", "/slot/walStatus")).isEqualTo("reserved");
        }
    }

    /** Makes the server drop the log of the slot, as it does when a relay is down while others write more than the limit. */
    private void loseTheSlot() {
        superuser.sql("alter system set max_slot_wal_keep_size = '1MB'").update();
        reload();
        Eventually.holds(
                "the slot is lost",
                RelayProcess.TIMEOUT,
                () -> {
                    superuser
                            .sql("select pg_logical_emit_message(false, 'test', repeat('x', 1000000))")
                            .query()
                            .singleRow();
                    superuser.sql("select pg_switch_wal()").query().singleRow();
                    superuser.sql("checkpoint").update();
                    return walStatus().equals("lost");
                },
                this::walStatus);
    }

    private String walStatus() {
        return superuser
                .sql("select wal_status from pg_replication_slots where slot_name = ?")
                .param(database.slot())
                .query(String.class)
                .single();
    }

    private void reload() {
        superuser.sql("select pg_reload_conf()").query().singleRow();
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
