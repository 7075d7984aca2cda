package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: rows that somebody else has read from the slot while the relay was starting are never published. */
class AdvancedSlotTest {

    private final TestDatabase database = TestServers.database("relay");
    private final OutboxTable orders = OutboxTable.create(database, "orders");

    @Test
    void noticesASlotThatIsAdvancedBetweenTheCheckAndTheStart() throws Exception {
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC)) {
            UUID first = orders.insert("k", "{}");
            try (RelayProcess relay = start()) {
                await(recorder, first);
                relay.terminate();
            }
            UUID missed = orders.insert("k", "{}");
            try (Connection stranger = replication()) {
                PGReplicationStream slot = read(stranger);
                // it waits for the stranger, after it has checked the slot
                try (RelayProcess relay = start().awaitState("STARTING")) {
                    LogSequenceNumber end = LogSequenceNumber.valueOf(slotOrLog("pg_current_wal_lsn()::text"));
                    slot.setFlushedLSN(end);
                    slot.setAppliedLSN(end);
                    slot.forceUpdateStatus();
                    Eventually.holds(
                            "the slot is advanced",
                            RelayProcess.TIMEOUT,
                            () -> LogSequenceNumber.valueOf(slotOrLog(
                                                    "(select confirmed_flush_lsn::text from pg_replication_slots where slot_name = '%s')"
                                                            .formatted(database.slot())))
                                            .compareTo(end)
                                    >= 0,
                            relay::log);
                    slotOrLog("pg_terminate_backend(active_pid)::text from pg_replication_slots where slot_name = '%s'"
                            .formatted(database.slot()));
                    orders.insert("other", "{}");

                    relay.awaitState("REFUSED");
                    assertThat(relay.status()).contains("advanced by somebody else");
                    assertThat(relay.replayAsPrinted("advanced").statusCode()).isEqualTo(200);
                    await(recorder, missed);
                    relay.awaitState("WORKING");
                }
            }
        }
    }

    private RelayProcess start() throws Exception {
        return RelayProcess.start(database, TestServers.kafka(), "--relay.recovery.silence=60s");
    }

    private static void await(TopicRecorder recorder, UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }

    private String slotOrLog(String expression) {
        return JdbcClient.create(database.superuser())
                .sql("select " + expression)
                .query(String.class)
                .single();
    }

    private Connection replication() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", database.server().superuserPassword());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "10");
        return DriverManager.getConnection(database.url(), properties);
    }

    private PGReplicationStream read(Connection connection) throws Exception {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(database.slot())
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", "outbox")
                .start();
    }
}
