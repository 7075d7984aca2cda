package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Red here: rows are lost when a relay dies, hangs or stops, or two relays publish at the same time. */
class TakeoverTest {

    private static final Duration TAKEOVER_TIMEOUT = Duration.ofSeconds(30);
    private static final int TERMINATED = 128 + 15;

    private final String key = "takeover-" + UUID.randomUUID();
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
    void theStandbyTakesOverFromAKilledRelay() throws Exception {
        RelayProcess first = start().awaitState("WORKING");
        RelayProcess second = start().awaitState("STANDBY").awaitReady();
        String replay = "{\"from\":\"2026-01-31T12:00:00Z\",\"reason\":\"not here\"}";
        assertThat(second.replay("operator", replay).body()).contains("urn:checkout:problem:not-leader");
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);

        first.killHard();
        UUID next = orders.insert(key, "{}");

        awaitRecordsOf(List.of(next), TAKEOVER_TIMEOUT);
        second.awaitState("WORKING");
    }

    @Test
    void aFrozenLeaderSendsNothingAfterItResumes() throws Exception {
        RelayProcess frozen = start().awaitState("WORKING");
        RelayProcess second = start().awaitState("STANDBY");
        // under another key, because its position is not confirmed, so the other relay publishes it again
        UUID before = orders.insert("before", "{}");
        recorder.await(record -> before.toString().equals(id(record)));
        frozen.freeze();
        UUID missed = orders.insert(key, "{}");
        awaitRecordsOf(List.of(missed), RelayProcess.TIMEOUT);

        frozen.thaw();

        frozen.awaitState("STANDBY");
        assertThat(frozen.log()).contains("Source test is not published:");
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);
        assertThat(publishedIds()).doesNotHaveDuplicates();
        second.awaitState("WORKING");
        Eventually.holds(
                "what the other relay has published does not count as unpublished",
                TAKEOVER_TIMEOUT,
                () -> frozen.status().contains("\"oldestUnpublished\":null"),
                frozen::status);
    }

    @Test
    @Timeout(180)
    void losesNothingAndKeepsTheOrderOfAKeyWhenKilled() throws Exception {
        List<UUID> committed = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!done.get()) {
                committed.add(orders.insert(key, "{}"));
            }
        });
        RelayProcess relay = start().awaitState("WORKING");
        writer.start();
        for (int kill = 0; kill < 3; kill++) {
            recorder.await(100 * (kill + 1), this::isOurs, RelayProcess.TIMEOUT);
            relay.killHard();
            relay = start().awaitState("WORKING");
        }
        done.set(true);
        writer.join();

        awaitRecordsOf(committed, RelayProcess.TIMEOUT);
        Set<String> distinctIds = new LinkedHashSet<>(publishedIds());
        assertThat(distinctIds)
                .containsExactlyElementsOf(
                        committed.stream().map(UUID::toString).toList());
    }

    @Test
    void publishesNothingTwiceAfterARegularStop() throws Exception {
        RelayProcess relay = start().awaitState("WORKING");
        List<UUID> rows = orders.insertMany(200, key);
        awaitRecordsOf(rows, RelayProcess.TIMEOUT);

        assertThat(relay.terminate()).isEqualTo(TERMINATED);

        assertThat(relay.log()).contains("is no longer published by this relay");
        // Debezium logs an error of its own if its thread is interrupted while it stops
        assertThat(relay.log().lines()).noneMatch(line -> line.contains(" ERROR ") && line.contains(" checkout."));
        start().awaitState("WORKING");
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);
        assertThat(publishedIds()).doesNotHaveDuplicates();
    }

    private RelayProcess start() throws IOException {
        RelayProcess relay = RelayProcess.start(database, TestServers.kafka());
        relays.add(relay);
        return relay;
    }

    private void awaitRecordsOf(List<UUID> ids, Duration timeout) {
        Set<String> missing = new HashSet<>();
        ids.forEach(id -> missing.add(id.toString()));
        Eventually.holds(
                "all %d are in Kafka".formatted(ids.size()),
                timeout,
                () -> {
                    publishedIds().forEach(missing::remove);
                    return missing.isEmpty();
                },
                missing::toString);
    }

    private List<String> publishedIds() {
        return recorder.records().stream()
                .filter(this::isOurs)
                .map(TakeoverTest::id)
                .toList();
    }

    private boolean isOurs(ConsumerRecord<String, String> record) {
        return key.equals(record.key());
    }

    private static String id(ConsumerRecord<String, String> record) {
        return String.valueOf(TopicRecorder.header(record, "ce_id"));
    }
}
