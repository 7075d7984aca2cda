package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a relay that is killed loses a row that Kafka refused, keeps it twice, or never gets past it. */
class QuarantineRestartTest {

    @Test
    void keepsOneRowWhenItIsKilledBeforeThePositionIsConfirmed() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        RefusingTopic topic = RefusingTopic.create();
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), topic.name())) {
            UUID neighbour;
            try (RelayProcess killed = RelayProcess.start(database, TestServers.kafka(), "--relay.pace.confirm=1h")
                    .awaitReady()) {
                orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
                neighbour = orders.insert(topic.name(), "k", "{}");
                awaitOneInQuarantine(killed);
                recorder.await(record -> isOf(record, neighbour));
                killed.killHard();
            }
            try (RelayProcess restarted =
                    RelayProcess.start(database, TestServers.kafka()).awaitReady()) {
                recorder.await(2, record -> isOf(record, neighbour), TopicRecorder.PATIENCE);
                awaitOneInQuarantine(restarted);
                assertThat(restarted.log())
                        .as("it is not sent and refused again")
                        .doesNotContain("is quarantined");
                Eventually.holds(
                        "the position is confirmed past the row",
                        RelayProcess.TIMEOUT,
                        () -> isConfirmedPastTheRow(database),
                        restarted::status);
            }
        }
    }

    private static boolean isConfirmedPastTheRow(TestDatabase database) {
        return JdbcClient.create(database.superuser())
                .sql(
                        "select bool_and(s.confirmed_flush_lsn >= q.position) from relay.quarantine q, pg_replication_slots s where s.slot_name = ?")
                .param(database.slot())
                .query(Boolean.class)
                .single();
    }

    private static void awaitOneInQuarantine(RelayProcess relay) {
        Eventually.holds(
                "one row is in quarantine",
                RelayProcess.TIMEOUT,
                () -> relay.statusField("test", "/quarantined").equals("1"),
                () -> relay.status() + relay.log());
    }

    private static boolean isOf(ConsumerRecord<String, String> record, UUID id) {
        return id.toString().equals(TopicRecorder.header(record, "ce_id"));
    }
}
