package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: a fault of the database that passes ends the relay, stops another source, loses rows or changes their order. */
class RecoveryTest {

    static final String[] SHORT_TIMEOUTS = {
        "--relay.recovery.silence=2s", "--relay.recovery.min-delay=100ms", "--relay.recovery.max-delay=500ms"
    };

    private final List<AutoCloseable> open = new ArrayList<>();
    private final String key = "recovery-" + UUID.randomUUID();
    private TestDatabase database;
    private OutboxTable orders;
    private TcpProxy network;
    private TopicRecorder recorder;

    @BeforeEach
    void prepare() throws IOException {
        database = TestServers.database("relay");
        orders = OutboxTable.create(database, "orders");
        network = opened(TcpProxy.to(database.server()));
        recorder = opened(new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void recoversFromASilentDatabaseWhileTheOtherSourceGoesOn() throws Exception {
        TestDatabase west = TestServers.database("relay");
        OutboxTable westOrders = OutboxTable.create(west, "orders");
        RelayProcess relay = opened(RelayProcess.start(
                        Map.of("east", network.connects(database), "west", west), TestServers.kafka(), SHORT_TIMEOUTS))
                .awaitReady();
        List<UUID> rows = new ArrayList<>(orders.insertMany(5, key));
        assertThat(relay.statusField("east", "/unknown")).isEmpty();
        network.fallSilent();
        rows.addAll(orders.insertMany(5, key));

        relay.awaitState("east", "RECOVERING");
        // several attempts fail before the database answers again
        Eventually.holds(
                "the source is tried again",
                RelayProcess.TIMEOUT,
                () -> Integer.parseInt("0" + relay.statusField("east", "/recovery/attempt")) >= 3,
                relay::status);
        assertThat(relay.statusField("east", "/problem")).contains("attempt", "to recover begins at");
        assertThat(relay.statusField("east", "/lastError/what")).isNotEmpty();
        assertThat(relay.statusField("east", "/unknown/since")).isNotEmpty();
        assertThat(relay.readiness()).isEqualTo(503);
        assertThat(relay.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(relay.statusField("west", "/state")).isEqualTo("WORKING");
        long askedNanos = System.nanoTime();
        relay.status();
        assertThat(Duration.ofNanos(System.nanoTime() - askedNanos)).isLessThan(Duration.ofSeconds(15));
        awaitRecordsOf(List.of(westOrders.insert("w", "{}")), Duration.ofSeconds(15));

        network.speakAgain();
        awaitRecordsOf(rows, RelayProcess.TIMEOUT);
        assertThat(firstAppearances()).containsExactlyElementsOf(texts(rows));
        relay.awaitState("east", "WORKING").awaitReady();
    }

    @Test
    void sitsOutASilenceThatIsShorterThanTheLimit() throws Exception {
        RelayProcess relay = opened(RelayProcess.start(
                        network.connects(database), TestServers.kafka(), "--relay.recovery.silence=20s"))
                .awaitReady();
        List<UUID> rows = new ArrayList<>(orders.insertMany(5, key));
        network.fallSilent();
        rows.addAll(orders.insertMany(5, key));
        Eventually.holds(
                "the relay says that the database does not answer",
                RelayProcess.TIMEOUT,
                () -> relay.statusField("test", "/unknown/why").equals("the database does not answer"),
                relay::status);

        network.resume();

        awaitRecordsOf(rows, RelayProcess.TIMEOUT);
        relay.awaitReady();
        assertThat(relay.log()).doesNotContain("Source test is not published");
    }

    @Test
    void settingsThatCanNeverWorkEndTheProcessAtTheStart() throws Exception {
        RelayProcess relay =
                opened(RelayProcess.start(database, TestServers.kafka(), "--relay.recovery.silence=100ms"));
        assertThat(relay.awaitExit()).isNotZero();
        assertThat(relay.log()).contains("relay.recovery.silence is PT0.1S; it must be at least 1s");
    }

    @Test
    void recoversFromAResetConnection() throws Exception {
        RelayProcess relay = startThroughProxy().awaitReady();
        List<UUID> rows = new ArrayList<>(orders.insertMany(5, key));
        network.reset();
        rows.addAll(orders.insertMany(5, key));

        awaitRecordsOf(rows, RelayProcess.TIMEOUT);
        assertThat(firstAppearances()).containsExactlyElementsOf(texts(rows));
        relay.awaitReady();
        assertThat(relay.log()).contains("Source test is not published:");
    }

    @Test
    void recoversWhenTheServerEndsAnyOfItsSessions() throws Exception {
        RelayProcess relay = start().awaitReady();
        List<UUID> rows = new ArrayList<>(orders.insertMany(5, key));
        for (String session : List.of("Debezium Streaming", "relay-leadership-%", "relay-watch-%")) {
            terminate(session);
            rows.addAll(orders.insertMany(5, key));
            awaitRecordsOf(rows, RelayProcess.TIMEOUT);
            relay.awaitReady();
        }
        assertThat(firstAppearances()).containsExactlyElementsOf(texts(rows));
    }

    @Test
    void noticesAFrozenWalSenderAndWaitsForItsEnd() throws Exception {
        RelayProcess relay = start().awaitReady();
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);
        int walSender = superuser()
                .sql("select active_pid from pg_replication_slots where slot_name = ?")
                .param(database.slot())
                .query(Integer.class)
                .single();
        signal("STOP", walSender);
        try {
            Eventually.holds(
                    "the relay says which session holds the slot",
                    RelayProcess.TIMEOUT,
                    () -> relay.status().contains("is still read by the session with pid " + walSender),
                    relay::status);
            assertThat(relay.readiness()).isEqualTo(503);
        } finally {
            signal("CONT", walSender);
        }
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);
        relay.awaitReady();
    }

    @Test
    void saysThatItsSlotIsNotActive() throws Exception {
        RelayProcess relay = opened(RelayProcess.start(
                        network.connects(database),
                        TestServers.kafka(),
                        "--relay.recovery.silence=6s",
                        "--relay.recovery.max-delay=500ms"))
                .awaitReady();
        network.fallSilentForReplication();
        terminate("Debezium Streaming"); // the relay is not told

        Eventually.holds("the relay is not ready", RelayProcess.TIMEOUT, () -> relay.readiness() == 503, relay::status);
        assertThat(relay.statusField("test", "/problem"))
                .isEqualTo("slot %s is not active: nothing reads it".formatted(database.slot()));
        assertThat(relay.statusField("test", "/slot/active")).isEqualTo("false");
        UUID missed = orders.insert(key, "{}");

        relay.awaitState("RECOVERING");
        network.speakAgain();
        awaitRecordsOf(List.of(missed), RelayProcess.TIMEOUT);
    }

    @Test
    void theStandbySurvivesTheSilenceOfItsDatabaseAndTakesOverLater() throws Exception {
        RelayProcess leader = start().awaitReady();
        RelayProcess standby = startThroughProxy().awaitState("STANDBY");
        Eventually.holds("the standby is ready", RelayProcess.TIMEOUT, () -> standby.readiness() == 200, standby::log);

        network.fallSilent();
        standby.awaitState("RECOVERING");
        assertThat(standby.readiness()).isEqualTo(503);
        network.speakAgain();
        standby.awaitState("STANDBY");

        leader.killHard();
        awaitRecordsOf(List.of(orders.insert(key, "{}")), RelayProcess.TIMEOUT);
        standby.awaitState("WORKING");
    }

    @Test
    void isNotReadyWhileKafkaIsAwayFromTheStartOn() throws Exception {
        RelayProcess relay = opened(RelayProcess.start(database, "127.0.0.1:1", SHORT_TIMEOUTS));
        Eventually.holds(
                "the relay says that Kafka does not answer",
                RelayProcess.TIMEOUT,
                () -> relay.isAnswering() && relay.status().contains("Kafka does not answer at 127.0.0.1:1"),
                relay::log);
        assertThat(relay.readiness()).isEqualTo(503);
        assertThat(relay.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    private RelayProcess start() throws IOException {
        return opened(RelayProcess.start(database, TestServers.kafka(), SHORT_TIMEOUTS));
    }

    private RelayProcess startThroughProxy() throws IOException {
        return opened(RelayProcess.start(network.connects(database), TestServers.kafka(), SHORT_TIMEOUTS));
    }

    private void terminate(String applicationName) {
        List<Boolean> ended = superuser()
                .sql(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and application_name like ?")
                .params(database.name(), applicationName)
                .query(Boolean.class)
                .list();
        assertThat(ended).as(applicationName).isNotEmpty();
    }

    private JdbcClient superuser() {
        return JdbcClient.create(database.superuser());
    }

    private static void signal(String name, int pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Integer.toString(pid))
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private void awaitRecordsOf(List<UUID> rows, Duration timeout) {
        Set<String> ids = Set.copyOf(texts(rows));
        Eventually.holds(
                "%d rows are in Kafka".formatted(ids.size()),
                timeout,
                () -> {
                    Set<String> found = new LinkedHashSet<>();
                    recorder.records().forEach(record -> found.add(id(record)));
                    return found.containsAll(ids);
                },
                () -> recorder.records().size() + " records arrived\n"
                        + open.stream()
                                .filter(RelayProcess.class::isInstance)
                                .map(relay -> ((RelayProcess) relay).log())
                                .collect(Collectors.joining("\n")));
    }

    private Set<String> firstAppearances() {
        Set<String> ids = new LinkedHashSet<>();
        recorder.records().stream().filter(record -> key.equals(record.key())).forEach(record -> ids.add(id(record)));
        return ids;
    }

    private static String id(ConsumerRecord<String, String> record) {
        return String.valueOf(TopicRecorder.header(record, "ce_id"));
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }
}
