package checkout.relay;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.backing.postgres.PersistentPostgres;
import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.PostgresSettings;
import checkout.provisioning.DatabaseProvisioning;
import checkout.provisioning.DatabaseRolePasswords;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import checkout.testinfra.TopicRecorder;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red here: a restart of PostgreSQL ends the relay or its standby, loses rows or changes their order. */
class DatabaseRestartTest {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    private Path home;

    private PersistentPostgres postgres;
    private TestDatabase database;
    private OutboxTable orders;

    @BeforeEach
    void startServer() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        DatabaseRolePasswords passwords = DatabaseRolePasswords.generate();
        postgres = new PersistentPostgres(
                home.resolve("postgres"), home.resolve("binaries"), port, DatabaseRolePasswords.random());
        startPostgres();
        PostgresServer server = postgres.server();
        server.createDatabase("restarted");
        new DatabaseProvisioning(passwords).run(server.superuser("restarted"));
        database = new TestDatabase(server, "restarted", "relay", passwords);
        orders = OutboxTable.create(database, "orders");
    }

    @AfterEach
    void stopServer() throws Exception {
        postgres.stop(STOP_TIMEOUT);
    }

    @Test
    void theRelayAndItsStandbyGoOnAfterARestartOfTheServer() throws Exception {
        try (TopicRecorder recorder = new TopicRecorder(TestServers.kafka(), OutboxTable.TOPIC);
                RelayProcess leader = start().awaitReady();
                RelayProcess standby = start().awaitState("STANDBY")) {
            List<UUID> rows = new ArrayList<>(orders.insertMany(20, "restart"));
            postgres.stop(STOP_TIMEOUT);
            leader.awaitState("RECOVERING");
            standby.awaitState("RECOVERING");
            startPostgres();
            rows.addAll(orders.insertMany(20, "restart"));

            Eventually.holds(
                    "all rows are in Kafka",
                    RelayProcess.TIMEOUT,
                    () -> ids(recorder).size() >= rows.size(),
                    () -> leader.log() + standby.log());
            assertThat(ids(recorder))
                    .containsExactlyElementsOf(rows.stream().map(UUID::toString).toList());
            Eventually.holds(
                    "one leads and the other stands by",
                    RelayProcess.TIMEOUT,
                    () -> List.of(leader.statusField("test", "/state"), standby.statusField("test", "/state"))
                            .containsAll(List.of("WORKING", "STANDBY")),
                    () -> leader.status() + standby.status());
        }
    }

    private static Set<String> ids(TopicRecorder recorder) {
        Set<String> ids = new LinkedHashSet<>();
        recorder.records().stream()
                .filter(record -> "restart".equals(record.key()))
                .forEach(record -> ids.add(String.valueOf(TopicRecorder.header(record, "ce_id"))));
        return ids;
    }

    private void startPostgres() throws Exception {
        postgres.start(PostgresSettings.durable(), home.resolve("postgres.log"));
    }

    private RelayProcess start() throws Exception {
        return RelayProcess.start(database, TestServers.kafka(), RecoveryTest.SHORT_TIMEOUTS);
    }
}
