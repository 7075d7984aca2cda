package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.kafka.BrokerClassPath;
import checkout.backing.kafka.KafkaBroker;
import checkout.provisioning.kafka.TopicProvisioning;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Red here: rows committed while Kafka is unavailable are lost or out of order, or the outage is not reported. */
class BrokerOutageTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    @TempDir
    private Path home;

    private KafkaBroker broker;
    private Process process;

    @BeforeEach
    void startBroker() throws Exception {
        broker = new KafkaBroker(home, BrokerClassPath.inMavenRepository(), freePort(), freePort());
        broker.writeSettings();
        assertThat(run(List.of(), broker.formatArguments()).waitFor()).isZero();
        process = runBroker();
        TopicProvisioning.onSingleBroker(broker.adminClientSettings());
    }

    @AfterEach
    void stopBroker() {
        process.destroyForcibly().onExit().join();
    }

    @Test
    void publishesInOrderWhatWasCommittedDuringAnOutage() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay =
                RelayProcess.start(database, broker.bootstrapServers()).awaitState("WORKING")) {
            List<UUID> rows = new ArrayList<>(orders.insertMany(20, "k"));
            process.destroyForcibly().onExit().join();
            rows.addAll(orders.insertMany(20, "k"));
            Eventually.holds(
                    "the relay reports that Kafka is unavailable",
                    RelayProcess.TIMEOUT,
                    () -> relay.status().contains("Kafka has not acknowledged anything for"),
                    relay::log);
            assertThat(relay.readiness()).isEqualTo(503);
            rows.addAll(orders.insertMany(20, "k"));

            process = runBroker();
            assertThat(idsInKafka(rows.size()))
                    .containsExactlyElementsOf(rows.stream().map(UUID::toString).toList());
            relay.awaitReady();
        }
    }

    @Test
    void theLagRisesAlsoAfterARowWhoseCreatorsClockWasAnHourAhead() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        try (RelayProcess relay =
                RelayProcess.start(database, broker.bootstrapServers()).awaitState("WORKING")) {
            orders.insert("k", "{}");
            orders.insertCreatedAt(Instant.now().plus(Duration.ofHours(1)));
            Eventually.holds(
                    "both are published, and the later one is not taken for an unpublished one",
                    RelayProcess.TIMEOUT,
                    () -> relay.statusField("test", "/published").equals("2")
                            && relay.status().contains("\"oldestUnpublished\":null"),
                    relay::status);
            process.destroyForcibly().onExit().join();

            UUID held = orders.insert("k", "{}");

            Eventually.holds(
                    "the row counts as unpublished, and the lag rises",
                    Duration.ofSeconds(30),
                    () -> relay.statusField("test", "/oldestUnpublished/id").equals(held.toString())
                            && Double.parseDouble(relay.statusField("test", "/lagSeconds")) > 2,
                    relay::status);
        }
    }

    /** More bytes than the relay's heap has, and a server that ends a connection on which it hears nothing for three seconds. */
    @Test
    void readsNoMoreThanItsMemoryHoldsDuringAnOutage() throws Exception {
        TestDatabase database = TestServers.database("relay");
        OutboxTable orders = OutboxTable.create(database, "orders");
        JdbcClient superuser = JdbcClient.create(database.superuser());
        superuser
                .sql("alter role relay in database \"%s\" set wal_sender_timeout = '3s'".formatted(database.name()))
                .update();
        try (RelayProcess relay =
                RelayProcess.start(database, broker.bootstrapServers()).awaitState("WORKING")) {
            List<UUID> rows = new ArrayList<>(orders.insertMany(1, "k"));
            Eventually.holds(
                    "the relay has published a row",
                    RelayProcess.TIMEOUT,
                    () -> relay.statusField("test", "/published").equals("1"),
                    relay::status);
            process.destroyForcibly().onExit().join();
            rows.addAll(OutboxTable.insertLarge(database.superuser(), 320));
            Eventually.holds(
                    "the relay reports that Kafka is unavailable",
                    RelayProcess.TIMEOUT,
                    () -> relay.readiness() == 503,
                    relay::log);
            rows.addAll(orders.insertMany(20, "k"));

            process = runBroker();
            assertThat(idsInKafka(rows.size()))
                    .containsExactlyElementsOf(rows.stream().map(UUID::toString).toList());
            relay.awaitReady();
            assertThat(relay.statusField("test", "/state")).isEqualTo("WORKING");
            assertThat(relay.log()
                            .lines()
                            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                            .filter(line -> !line.contains("i.d.snapshot")))
                    .as("the outage is reported when it begins, not all the time")
                    .hasSizeBetween(1, 2)
                    .allMatch(line -> line.contains("Kafka has not acknowledged any row of source test for 10 s")
                            || line.contains("Kafka does not answer"));
            assertThat(relay.log()).contains("again");
        }
    }

    private Set<String> idsInKafka(int atLeast) {
        Set<String> ids = new LinkedHashSet<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(OutboxTable.TOPIC).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Eventually.holds(
                    "all rows are in Kafka",
                    RelayProcess.TIMEOUT,
                    () -> {
                        consumer.poll(Duration.ofMillis(100))
                                .forEach(record -> ids.add(String.valueOf(TopicRecorder.header(record, "ce_id"))));
                        return ids.size() >= atLeast;
                    },
                    ids::toString);
        }
        return ids;
    }

    private Process runBroker() throws IOException {
        Process started =
                run(List.of("-Xmx192m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), broker.runArguments());
        Eventually.holds("the broker listens", RelayProcess.TIMEOUT, () -> isListening(broker.port()), () -> "");
        return started;
    }

    private Process run(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString()));
        command.addAll(options);
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("broker.log").toFile()))
                .start();
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
