package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.relay.publish.UuidV7;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: rows stay unpublished although an operator did what the relay printed. */
class GapTest {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
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
    void thePrintedReplayCoversRowsThatARelayLeftUnreadForHours() throws Exception {
        Instant published = now.minus(Duration.ofHours(3));
        try (RelayProcess relay = start().awaitState("WORKING")) {
            awaitRecordOf(orders.insertCreatedAt(published));
            awaitSaved(published);
            relay.terminate();
        }
        // created before the last published row and committed after it, as by a long transaction
        UUID overtaken = orders.insertCreatedAt(published.minus(Duration.ofMinutes(1)));
        UUID unread = orders.insertCreatedAt(now.minus(Duration.ofHours(2)));
        dropSlot();

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(Instant.parse(relay.statusField("test", "/replayFrom")))
                    .isBetween(published.minus(Duration.ofMinutes(6)), published.minus(Duration.ofMinutes(5)));

            String tooLate = "{\"from\":\"%s\",\"reason\":\"a guess\"}".formatted(now.minus(Duration.ofMinutes(1)));
            var refused = relay.replay("operator", tooLate);
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
            assertThat(refused.body()).contains("set from to", relay.statusField("test", "/replayFrom"), "acceptGap");
            relay.awaitState("REFUSED");

            var answer = relay.replayAsPrinted("the slot was dropped");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            awaitRecordOf(overtaken);
            awaitRecordOf(unread);
            relay.awaitState("WORKING");
        }
    }

    @Test
    void rowsCanBeGivenUpExplicitly() throws Exception {
        dropSlot();
        UUID given = orders.insertCreatedAt(now.minus(Duration.ofHours(2)));
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            var answer = relay.replay(
                    "operator",
                    "{\"from\":\"%s\",\"reason\":\"not needed\",\"acceptGap\":true}"
                            .formatted(now.minus(Duration.ofMinutes(1))));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            relay.awaitState("WORKING");
            awaitRecordOf(orders.insert("k", "{}"));
            assertThat(recorder.records())
                    .noneMatch(record -> given.toString().equals(TopicRecorder.header(record, "ce_id")));
        }
    }

    @Test
    void aReplayThatFailsAfterItCreatedTheSlotLeavesTheGapOpen() throws Exception {
        dropSlot();
        UUID first = orders.insertCreatedAt(now.minus(Duration.ofHours(2)));
        try (RelayProcess relay = start().awaitState("REFUSED")) {
            setReadable(false);
            assertThat(relay.replayAsPrinted("fails while it reads").statusCode())
                    .isEqualTo(500);
            relay.killHard();
        }
        setReadable(true);

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.statusField("test", "/problem")).contains("it was created again or advanced");
            relay.terminate();
        }
        // a second gap before the first was closed
        UUID second = orders.insertCreatedAt(now.minus(Duration.ofHours(1)));
        dropSlot();

        try (RelayProcess relay = start().awaitState("REFUSED")) {
            assertThat(relay.replayAsPrinted("both gaps").statusCode()).isEqualTo(200);
            awaitRecordOf(first);
            awaitRecordOf(second);
            relay.awaitState("WORKING");
        }
    }

    @Test
    void aReplaySaysWhichRowsRetentionHasDropped() throws Exception {
        JdbcClient owner = JdbcClient.create(database.as("orders_owner"));
        owner.sql("""
                create table orders.outbox_current partition of orders.outbox for values from ('%s') to ('ffffffff-ffff-ffff-ffff-ffffffffffff')
                """.formatted(UuidV7.firstAt(now))).update();
        try (RelayProcess relay = start().awaitState("WORKING")) {
            var answer = relay.replay("operator", "{\"from\":\"2020-01-01T00:00:00Z\",\"reason\":\"everything\"}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("\"notRetained\":[\"orders before %s\"]".formatted(now));
            assertThat(relay.log()).contains("cannot be published again: [orders before " + now);
            assertThat(JdbcClient.create(database.as("auditor"))
                            .sql("select not_retained from relay.replay")
                            .query(String.class)
                            .single())
                    .isEqualTo("orders before " + now);
        }
    }

    @Test
    void aSlotIsMarkedForFailoverAndCreatedSo() throws Exception {
        String failover = "--relay.sources[0].failover=true";
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka(), failover).awaitState("WORKING")) {
            assertThat(isFailoverSlot()).isTrue();
            assertThat(relay.statusField("test", "/slot/failover")).isEqualTo("true");
            relay.terminate();
        }
        dropSlot();
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka(), failover).awaitState("REFUSED")) {
            assertThat(relay.replayAsPrinted("dropped").statusCode()).isEqualTo(200);
            assertThat(isFailoverSlot()).isTrue();
        }
    }

    private void setReadable(boolean readable) {
        JdbcClient.create(database.as("orders_owner"))
                .sql(readable ? "grant select on orders.outbox to relay" : "revoke select on orders.outbox from relay")
                .update();
    }

    private boolean isFailoverSlot() {
        return superuser()
                .sql("select failover from pg_replication_slots where slot_name = ?")
                .param(database.slot())
                .query(Boolean.class)
                .single();
    }

    private void awaitSaved(Instant published) {
        Eventually.holds(
                "the time of the published row is saved",
                RelayProcess.TIMEOUT,
                () -> superuser()
                        .sql("select count(*) from relay.progress where published_to = ?::timestamptz")
                        .param(published.toString())
                        .query(Integer.class)
                        .single()
                        .equals(1),
                () -> "");
    }

    private void dropSlot() {
        superuser()
                .sql("select pg_drop_replication_slot(?)")
                .param(database.slot())
                .query()
                .singleRow();
    }

    private JdbcClient superuser() {
        return JdbcClient.create(database.superuser());
    }

    private RelayProcess start() throws IOException {
        return RelayProcess.start(database, TestServers.kafka());
    }

    private void awaitRecordOf(UUID id) {
        recorder.await(record -> id.toString().equals(TopicRecorder.header(record, "ce_id")));
    }
}
