package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: the server skips rows that the publication leaves out, and nobody notices. */
class PublicationTest {

    private TestDatabase database;
    private TopicRecorder recorder;

    @BeforeEach
    void prepare() {
        database = TestServers.database("relay");
        recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
    }

    @AfterEach
    void stopRecorder() {
        recorder.close();
    }

    @Test
    void aPublicationThatIsDroppedWhileTheRelayWorksLeavesAGapUntilAReplay() throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            dropPublication();
            UUID missed = orders.insert("k", "{}");
            awaitProblem(relay, "publication outbox does not exist");
            assertThat(relay.readiness()).isEqualTo(503);
            assertThat(relay.statusField("test", "/remedy")).contains("run the provisioning", "POST /v1/relay/replay");
            var tooEarly = relay.replayAsPrinted("before the publication exists");
            assertThat(tooEarly.statusCode()).as(tooEarly.body()).isEqualTo(409);

            provision();

            awaitProblem(relay, "publication outbox was created again");
            assertThat(Instant.parse(relay.statusField("test", "/replayFrom"))).isBefore(Instant.now());
            var answer = relay.replayAsPrinted("the publication was dropped");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
        }
    }

    @Test
    void aPublicationThatWasCreatedAgainWhileTheRelayWasDownLeavesAGapUntilAReplay() throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            relay.terminate();
        }
        dropPublication();
        UUID missed = orders.insert("k", "{}");
        provision();
        for (int starts = 0; starts < 2; starts++) {
            try (RelayProcess relay = start().awaitState("REFUSED")) {
                awaitProblem(relay, "publication outbox was created again");
                relay.terminate();
            }
        }
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.replayAsPrinted("dropped").statusCode()).isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
        }
    }

    @Test
    void aTableThatIsTakenOutOfThePublicationLeavesAGapUntilAReplay() throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        OutboxTable inventory = OutboxTable.create(database, "inventory");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            superuser("alter publication outbox drop table orders.outbox");
            UUID missed = orders.insert("k", "{}");
            awaitProblem(relay, "publication outbox does not contain orders.outbox any more");

            provision();

            awaitProblem(relay, "orders.outbox was taken out of publication outbox");
            assertThat(relay.replayAsPrinted("taken out").statusCode()).isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");

            // an added one is no gap
            OutboxTable payments = OutboxTable.create(database, "payments");
            awaitRecordOf(payments.insert("k", "{}"));
            awaitRecordOf(inventory.insert("k", "{}"));
            assertThat(relay.statusField("test", "/state")).isEqualTo("WORKING");
            Eventually.holds(
                    "the added table is saved",
                    RelayProcess.TIMEOUT,
                    () -> savedTables().contains("payments.outbox"),
                    this::savedTables);
        }
    }

    @Test
    void anEmptyPublicationIsNotPublishedUntilItContainsATable() throws Exception {
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            awaitProblem(relay, "publication outbox contains no table");
            assertThat(relay.statusField("test", "/replayFrom")).isEmpty();
            OutboxTable orders = OutboxTable.create(database, "orders");
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
        }
    }

    @Test
    void partitionsThatAreNotPublishedAsTheirTableLeaveAGapUntilAReplay() throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            superuser("alter publication outbox set (publish_via_partition_root = false)");
            UUID missed = orders.insert("k", "{}");
            awaitProblem(relay, "publication outbox publishes partitions under their own names");
            assertThat(relay.readiness()).isEqualTo(503);
            Eventually.holds(
                    "the row counts as unpublished",
                    RelayProcess.TIMEOUT,
                    () -> relay.statusField("test", "/oldestUnpublished/id").equals(missed.toString()),
                    relay::status);

            superuser("alter publication outbox set (publish_via_partition_root = true)");

            awaitProblem(relay, "publication outbox was missing or did not publish every row");
            assertThat(relay.replayAsPrinted("altered").statusCode()).isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
        }
    }

    @Test
    void aReplayWaitsUntilAPublicationThatWasCreatedWithoutOptionsIsCorrected() throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            superuser("drop publication outbox; create publication outbox for table orders.outbox");
            UUID missed = orders.insert("k", "{}");
            awaitProblem(relay, "publication outbox publishes partitions under their own names");

            var tooEarly = relay.replayAsPrinted("as before");

            assertThat(tooEarly.statusCode()).as(tooEarly.body()).isEqualTo(409);
            assertThat(tooEarly.body())
                    .contains("alter publication outbox set (publish = 'insert', publish_via_partition_root = true)");
            assertThat(relay.statusField("test", "/state")).isEqualTo("REFUSED");
            superuser(printedStatements(relay));
            awaitProblem(relay, "publication outbox was");
            assertThat(relay.replayAsPrinted("corrected").statusCode()).isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter publication outbox set (publish = 'update')",
                "alter publication outbox set table orders.outbox where (attempt = 7)",
                "alter publication outbox set table orders.outbox (id, topic)"
            })
    void aPublicationThatLeavesSomethingOutLeavesAGapUntilAReplay(String change) throws Exception {
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insert("k", "{}"));
            superuser(change);
            UUID missed = orders.insert("k", "{}");
            awaitProblem(relay, "publication outbox publishes ");
            superuser(printedStatements(relay));
            awaitProblem(relay, "publication outbox was missing or did not publish every row");
            assertThat(relay.replayAsPrinted(change.substring(0, 20)).statusCode())
                    .isEqualTo(200);
            awaitRecordOf(missed);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
        }
    }

    private static String printedStatements(RelayProcess relay) {
        String remedy = relay.statusField("test", "/remedy");
        assertThat(remedy).contains("alter publication", "; then ");
        return remedy.substring(remedy.indexOf("alter publication"), remedy.indexOf("; then "));
    }

    private void awaitProblem(RelayProcess relay, String problem) {
        Eventually.holds(
                problem,
                RelayProcess.TIMEOUT,
                () -> relay.statusField("test", "/state").equals("REFUSED")
                        && relay.statusField("test", "/problem").startsWith(problem),
                relay::log);
    }

    private void provision() {
        TestServers.provision(database);
    }

    private void dropPublication() {
        superuser("drop publication outbox");
    }

    private void superuser(String statement) {
        JdbcClient.create(database.superuser()).sql(statement).update();
    }

    private String savedTables() {
        return JdbcClient.create(database.superuser())
                .sql("select publication_tables::text from relay.progress")
                .query(String.class)
                .single();
    }

    private RelayProcess start() throws IOException {
        return RelayProcess.start(database, TestServers.kafka());
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
