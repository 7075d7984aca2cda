package checkout.messaging.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.postgres.PersistentPostgres;
import checkout.backing.postgres.PostgresSettings;
import checkout.provisioning.DatabaseRolePasswords;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Red here: records are skipped after a failover to a server that had the last position and not the effects after it. The
 * server is recovered as a standby is that becomes the primary, so that it begins a new timeline.
 */
class FailoverTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final String GROUP = "group";

    @TempDir
    private Path home;

    private PersistentPostgres server;
    private ConsumerPositions positions;

    @BeforeEach
    void start() throws IOException, SQLException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server = new PersistentPostgres(home, home.resolve("binaries"), socket.getLocalPort(), "secret");
        }
        start(PostgresSettings.durable());
        server.server().createDatabase("checkout");
        var database = new TestDatabase(server.server(), "checkout", "inventory", DatabaseRolePasswords.generate());
        TestServers.provision(database);
        database.migrate("classpath:db/messaging");
        positions = new ConsumerPositions(new JdbcTemplate(database.service()));
        positions.begin(
                GROUP,
                PARTITION,
                new ReadPartition(null, positions.stored(GROUP).timeline(), 0));
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        server.stop(Duration.ofSeconds(30));
    }

    @Test
    void whatWasHandledSinceTheLastWriteIsReadAgainAfterAFailover() throws IOException, InterruptedException {
        positions.handled(GROUP, PARTITION, 5);
        positions.compareAndWrite();
        positions.handled(GROUP, PARTITION, 8);

        failOver();
        positions.compareAndWrite();

        assertThat(stored()).isEqualTo(OptionalLong.of(5));
        assertThat(positions.takeOutdated(GROUP, List.of(PARTITION))).containsExactly(PARTITION);
    }

    @Test
    void aRestartIsNoFailover() throws IOException, InterruptedException {
        positions.handled(GROUP, PARTITION, 8);

        server.stop(Duration.ofSeconds(30));
        start(PostgresSettings.durable());
        positions.compareAndWrite();

        assertThat(stored()).isEqualTo(OptionalLong.of(8));
        assertThat(positions.anyOutdated()).isFalse();
    }

    private OptionalLong stored() {
        return positions.stored(GROUP).rows().get(PARTITION).next();
    }

    private void failOver() throws IOException, InterruptedException {
        server.stop(Duration.ofSeconds(30));
        Files.createFile(home.resolve("data/recovery.signal"));
        Map<String, String> settings = new TreeMap<>(PostgresSettings.durable());
        settings.put("restore_command", "false");
        start(settings);
        var superuser = new JdbcTemplate(server.server().superuser("checkout"));
        await().until(() -> superuser.queryForObject("select not pg_is_in_recovery()", Boolean.class));
    }

    private void start(Map<String, String> settings) throws IOException {
        server.start(settings, home.resolve("postgres.log"));
    }
}
