package checkout.backing.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: the local stack's server loses data, admits somebody without a password, or does not restart. */
class PersistentPostgresTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @TempDir
    private static Path home;

    private static PersistentPostgres postgres;
    private static PersistentPostgres supervisor;

    @BeforeAll
    static void choosePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            postgres = serverOn(socket.getLocalPort());
            supervisor = serverOn(socket.getLocalPort());
        }
    }

    private static PersistentPostgres serverOn(int port) {
        return new PersistentPostgres(home, home.resolve("binaries"), port, "secret");
    }

    @BeforeEach
    void startUnlessRunning() throws IOException {
        if (postgres.process().isEmpty()) {
            startAgain();
        }
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        postgres.stop(TIMEOUT);
    }

    private static void startAgain() throws IOException {
        start(postgres);
    }

    private static void start(PersistentPostgres server) throws IOException {
        server.start(PostgresSettings.durable(), home.resolve("postgres.log"));
    }

    @Test
    void commitsAreDurable() throws SQLException {
        assertThat(show("fsync")).isEqualTo("on");
        assertThat(show("synchronous_commit")).isEqualTo("on");
        assertThat(show("full_page_writes")).isEqualTo("on");
        assertThat(show("wal_level")).isEqualTo("logical");
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void requiresThePassword() {
        for (String database : new String[] {"postgres", "template1"}) {
            assertThatThrownBy(() -> postgres.server()
                            .user(database, PostgresServer.SUPERUSER, "")
                            .getConnection()
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    @Test
    void keepsItsDataAcrossARestart() throws Exception {
        execute("drop table if exists kept; create table kept as select 42 as answer");

        assertThat(postgres.stop(TIMEOUT)).as("had to be killed").isFalse();
        assertThat(postgres.process()).isEmpty();
        assertThat(postgres.stop(TIMEOUT)).as("stopping twice").isFalse();
        startAgain();

        assertThat(query("select answer from kept")).isEqualTo("42");
    }

    @Test
    void recoversFromACrash() throws Exception {
        execute("drop table if exists kept; create table kept as select 42 as answer");
        kill();
        assertThat(home.resolve("data/postmaster.pid")).as("stale pid file").exists();
        assertThat(postgres.process()).isEmpty();

        startAgain();

        assertThat(query("select answer from kept")).isEqualTo("42");
    }

    @Test
    void isStartedAgainByAnotherThanTheOneWhoStartedIt() throws Exception {
        kill();
        start(supervisor);
        assertThat(query("select 1")).isEqualTo("1");

        kill();
        startAgain();
        assertThat(query("select 1")).isEqualTo("1");
    }

    @Test
    void doesNotMistakeAnotherProcessForItsOwn() throws Exception {
        postgres.stop(TIMEOUT);
        Files.writeString(
                home.resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + home.resolve("data") + "\n");

        assertThat(postgres.process()).isEmpty();
        assertThat(postgres.stop(TIMEOUT)).isFalse();

        startAgain();
        assertThat(postgres.process()).isPresent();
    }

    @Test
    void initialisesAgainAfterAnInterruptedInitialisation() throws Exception {
        postgres.stop(TIMEOUT);
        Files.delete(home.resolve("initialised"));
        Files.delete(home.resolve("data/PG_VERSION"));

        startAgain();

        assertThat(query("select 1")).isEqualTo("1");
    }

    private static void kill() throws Exception {
        ProcessHandle process = postgres.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().get(30, TimeUnit.SECONDS);
    }

    private String show(String setting) throws SQLException {
        return query("show " + setting);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = postgres.server().superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = postgres.server().superuser("postgres").getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
