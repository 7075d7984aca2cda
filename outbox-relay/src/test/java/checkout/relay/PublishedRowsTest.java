package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Red here: operators are paged for rows that are published. */
class PublishedRowsTest {
    private static final long AHEAD = 500;

    private final String key = "published-" + UUID.randomUUID();
    private final List<RelayProcess> relays = new ArrayList<>();
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
    void stopAll() throws IOException {
        recorder.close();
        for (RelayProcess relay : relays) {
            relay.close();
        }
    }

    @Test
    void aRowOfAServiceWhoseClockIsAheadStaysPublished() throws Exception {
        RelayProcess relay = start().awaitState("WORKING");
        long madeAt;
        try (Connection connection = orders.connection()) {
            madeAt = System.currentTimeMillis() + AHEAD;
            orders.insertAt(connection, madeAt, key);
            connection.commit();
        }
        awaitRecords(1);

        theRowsStayPublished(relay, madeAt);
    }

    @Test
    void rowsThatWereCommittedInTheInverseOrderOfTheirIdsStayPublished() throws Exception {
        RelayProcess relay = start().awaitState("WORKING");
        long madeAt = System.currentTimeMillis();
        try (Connection earlier = orders.connection();
                Connection later = orders.connection()) {
            orders.insertAt(earlier, madeAt - AHEAD, key);
            orders.insertAt(later, madeAt, key);
            later.commit();
            earlier.commit();
        }
        awaitRecords(2);

        theRowsStayPublished(relay, madeAt);
    }

    @Test
    void aRowThatKafkaHasRefusedIsNotWaitedForWhateverTheOperatorDoes() throws Exception {
        RelayProcess relay = start().awaitState("WORKING");
        RefusingTopic topic = RefusingTopic.create();
        orders.insert(key, "{}");
        awaitRecords(1);
        UUID discarded = orders.insert(topic.name(), key, RefusingTopic.TOO_LARGE);
        UUID sent = orders.insert(topic.name(), key, RefusingTopic.TOO_LARGE);
        awaitStatus(relay, discarded, "OPEN");
        awaitStatus(relay, sent, "OPEN");
        assertThat(lagSeconds(relay)).isEqualTo("0.0");
        topic.raiseTheLimit();

        settle(relay, discarded, "discard");
        assertThat(lagSeconds(relay)).isEqualTo("0.0");
        settle(relay, sent, "send");
        assertThat(lagSeconds(relay)).isEqualTo("0.0");
        assertThat(oldestUnpublished(relay)).isEqualTo("0.0");
    }

    private static void settle(RelayProcess relay, UUID row, String act) {
        var answer = relay.post("operator", "/v1/quarantine/test/%s/%s".formatted(row, act), "{\"reason\":\"tested\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void awaitStatus(RelayProcess relay, UUID row, String status) {
        Eventually.holds(
                "the row is in quarantine",
                RelayProcess.TIMEOUT,
                () -> relay.get("viewer", "/v1/quarantine/test/" + row)
                        .body()
                        .contains("\"status\":\"%s\"".formatted(status)),
                relay::log);
    }

    /** To the relay that has published them, to one that stands by, and to one that has only just begun. */
    private void theRowsStayPublished(RelayProcess relay, long madeAt) throws Exception {
        RelayProcess standby = start().awaitState("STANDBY");
        Eventually.holds(
                "the rows are in the past",
                RelayProcess.TIMEOUT,
                () -> System.currentTimeMillis() > madeAt + AHEAD,
                () -> "");
        assertThat(lagSeconds(relay)).isEqualTo("0.0");
        assertThat(lagSeconds(standby)).isEqualTo("0.0");
        assertThat(oldestUnpublished(relay)).isEqualTo("0.0");
        assertThat(oldestUnpublished(standby)).as("left to the leader").isEqualTo("NaN");

        assertThat(relay.terminate()).isPositive();
        standby.awaitState("WORKING");
        assertThat(lagSeconds(standby)).isEqualTo("0.0");
        assertThat(standby.terminate()).isPositive();
        RelayProcess restarted = start().awaitState("WORKING");
        assertThat(lagSeconds(restarted)).isEqualTo("0.0");
        assertThat(oldestUnpublished(restarted)).isEqualTo("0.0");
    }

    /** As soon as it is known. */
    private static String lagSeconds(RelayProcess relay) {
        Eventually.holds(
                "the oldest unpublished row is known",
                RelayProcess.TIMEOUT,
                () -> !relay.statusField("test", "/lagSeconds").isEmpty(),
                relay::status);
        return relay.statusField("test", "/lagSeconds");
    }

    private static String oldestUnpublished(RelayProcess relay) {
        String name = "checkout_relay_oldest_unpublished_seconds{source=\"test\"} ";
        return relay.metrics()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst()
                .orElseThrow();
    }

    private void awaitRecords(int count) {
        recorder.await(count, record -> key.equals(record.key()), RelayProcess.TIMEOUT);
    }

    private RelayProcess start() throws IOException {
        RelayProcess relay = RelayProcess.start(database, TestServers.kafka());
        relays.add(relay);
        return relay;
    }
}
