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

/** Red means: a relay that dies, hangs or stops takes rows with it, or two relays publish at once. */
class TakeoverTest {

    private static final Duration LONGEST_TAKEOVER = Duration.ofSeconds(5);
    private static final int TERMINATED = 128 + 15;

    private final List<RelayProcess> relays = new ArrayList<>();
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
    void stopAll() throws IOException {
        tail.close();
        for (RelayProcess relay : relays) {
            relay.close();
        }
    }

    @Test
    void theStandbyTakesOverFromAKilledRelay() throws Exception {
        RelayProcess first = start().awaitState("WORKING");
        RelayProcess second = start().awaitState("STANDBY");
        assertThat(second.readiness()).isEqualTo(200);
        recordsOf(List.of(orders.insert("k", "{}")), RelayProcess.PATIENCE);

        first.killHard();
        UUID next = orders.insert("k", "{}");

        recordsOf(List.of(next), LONGEST_TAKEOVER);
        second.awaitState("WORKING");
    }

    @Test
    void aFrozenLeaderSendsNothingWhenItWakesUp() throws Exception {
        RelayProcess frozen = start().awaitState("WORKING");
        RelayProcess second = start().awaitState("STANDBY");
        frozen.freeze();
        UUID missed = orders.insert("k", "{}");
        recordsOf(List.of(missed), RelayProcess.PATIENCE);

        frozen.thaw();

        assertThat(frozen.awaitExit()).isNotZero();
        assertThat(lastLine(frozen)).contains("The relay exits now because its source test failed");
        recordsOf(List.of(orders.insert("k", "{}")), RelayProcess.PATIENCE);
        assertThat(idsSeen()).doesNotHaveDuplicates();
        second.awaitState("WORKING");
    }

    @Test
    @Timeout(180)
    void killsLoseNothingAndKeepTheOrderOfAKey() throws Exception {
        List<UUID> committed = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!enough.get()) {
                committed.add(orders.insert("k", "{}"));
            }
        });
        RelayProcess relay = start().awaitState("WORKING");
        writer.start();
        for (int kill = 0; kill < 3; kill++) {
            tail.await(100 * (kill + 1), record -> true, RelayProcess.PATIENCE);
            relay.killHard();
            relay = start().awaitState("WORKING");
        }
        enough.set(true);
        writer.join();

        recordsOf(committed, RelayProcess.PATIENCE);
        Set<String> firstAppearances = new LinkedHashSet<>(idsSeen());
        assertThat(firstAppearances)
                .containsExactlyElementsOf(
                        committed.stream().map(UUID::toString).toList());
    }

    @Test
    void aStoppedRelayLeavesNothingToRepeat() throws Exception {
        RelayProcess relay = start().awaitState("WORKING");
        List<UUID> rows = orders.insertMany(200, "k");
        recordsOf(rows, RelayProcess.PATIENCE);

        assertThat(relay.terminate()).isEqualTo(TERMINATED);

        assertThat(relay.log()).contains("is no longer published by this relay").doesNotContain("ERROR");
        start().awaitState("WORKING");
        recordsOf(List.of(orders.insert("k", "{}")), RelayProcess.PATIENCE);
        assertThat(idsSeen()).doesNotHaveDuplicates();
    }

    private RelayProcess start() throws IOException {
        RelayProcess relay = RelayProcess.start(database, TestServers.kafka());
        relays.add(relay);
        return relay;
    }

    private void recordsOf(List<UUID> ids, Duration patience) {
        Set<String> missing = new HashSet<>();
        ids.forEach(id -> missing.add(id.toString()));
        Eventually.holds(
                "all %d are in Kafka".formatted(ids.size()),
                patience,
                () -> {
                    idsSeen().forEach(missing::remove);
                    return missing.isEmpty();
                },
                missing::toString);
    }

    private List<String> idsSeen() {
        return tail.records().stream().map(TakeoverTest::id).toList();
    }

    private static String id(ConsumerRecord<String, String> record) {
        return String.valueOf(TopicRecorder.header(record, "ce_id"));
    }

    private static String lastLine(RelayProcess relay) {
        List<String> lines = relay.log().lines().toList();
        return lines.get(lines.size() - 1);
    }
}
