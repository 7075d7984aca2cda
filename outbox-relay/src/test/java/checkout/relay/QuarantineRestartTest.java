package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a row that Kafka refused is lost, kept twice or never replayed because a relay remembers another quarantine than the database has. */
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

    /** As after a failover to a standby server that lacks the last transactions. */
    @Test
    void keepsARowAgainThatADatabaseWhichWentBackDoesNotHave() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        RefusingTopic topic = RefusingTopic.create();
        try (RelayProcess relay = RelayProcess.start(database, TestServers.kafka(), "--relay.pace.confirm=1h")
                .awaitReady()) {
            UUID refused = orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
            awaitQuarantined(database, refused, relay);

            JdbcClient superuser = JdbcClient.create(database.superuser());
            superuser.sql("delete from relay.quarantine").update();
            superuser
                    .sql(
                            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'relay'")
                    .query()
                    .listOfRows();

            awaitQuarantined(database, refused, relay);
        }
    }

    @Test
    void replaysARowThatWasSentThroughAnotherRelay() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        RefusingTopic topic = RefusingTopic.create();
        Instant from = Instant.now().minusSeconds(1);
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), topic.name());
                RelayProcess leader =
                        RelayProcess.start(database, TestServers.kafka()).awaitState("WORKING");
                RelayProcess standby =
                        RelayProcess.start(database, TestServers.kafka()).awaitState("STANDBY")) {
            UUID refused = orders.insert(topic.name(), "k", RefusingTopic.TOO_LARGE);
            awaitQuarantined(database, refused, leader);
            topic.raiseTheLimit();
            String send = "/v1/quarantine/test/%s/send".formatted(refused);
            Eventually.holds(
                    "the other relay has sent it",
                    RelayProcess.TIMEOUT,
                    () -> standby.post("operator", send, "{\"reason\":\"tested\"}")
                                    .statusCode()
                            == 200,
                    standby::log);

            String replay = "{\"from\":\"%s\",\"reason\":\"tested\"}".formatted(from);
            assertThat(leader.replayOncePublished("operator", replay).statusCode())
                    .isEqualTo(200);

            recorder.await(2, record -> isOf(record, refused), TopicRecorder.PATIENCE);
        }
    }

    private static void awaitQuarantined(TestDatabase database, UUID row, RelayProcess relay) {
        Eventually.holds(
                "the row is in quarantine",
                RelayProcess.TIMEOUT,
                () -> JdbcClient.create(database.superuser())
                        .sql("select count(*) = 1 from relay.quarantine where id = ? and status = 'OPEN'")
                        .param(row)
                        .query(Boolean.class)
                        .single(),
                relay::log);
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
