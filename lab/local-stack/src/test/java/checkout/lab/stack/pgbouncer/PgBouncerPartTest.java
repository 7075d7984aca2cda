package checkout.lab.stack.pgbouncer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Red means: PgBouncer does not start, lets in whom it should not, or uses more connections than it may. */
class PgBouncerPartTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CLIENTS = 40;

    @TempDir
    private static Path folder;

    private static final StackSecrets SECRETS = StackSecrets.generate();

    private static PostgresPart postgres;
    private static PgBouncerPart pgbouncer;

    @BeforeAll
    static void start() throws IOException {
        assumeThat(PgBouncerProgram.isInstalled())
                .as("PgBouncer is installed; without it nothing is tested here (Debian: apt-get install pgbouncer)")
                .isTrue();
        StateDirectory state = new StateDirectory(folder);
        state.create();
        state.usePgBouncer(true);
        StackPorts ports = StackPorts.findFree(LocalPort::isFree);
        postgres = new PostgresPart(state, ports, SECRETS);
        pgbouncer = new PgBouncerPart(state, ports, SECRETS, postgres);
        postgres.start();
        postgres.afterReady(message -> {});
        pgbouncer.start();
        await().until(pgbouncer::isReady);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (pgbouncer != null) {
            pgbouncer.stop(TIMEOUT, message -> {});
            postgres.stop(TIMEOUT, message -> {});
            assertThat(pgbouncer.process()).isEmpty();
        }
    }

    private static Connection connect(String url, String role) throws SQLException {
        return DriverManager.getConnection(url, role, SECRETS.roles().of(role));
    }

    private static Connection service(String schema) throws SQLException {
        return connect(pgbouncer.url(schema), schema);
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void manyClientsShareTheConnectionsOfTheirService() throws Exception {
        int share = ServerConnections.bySchema().get("inventory");
        List<Connection> clients = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(service("inventory"));
            }
            CountDownLatch together = new CountDownLatch(CLIENTS);
            List<Future<String>> sessions = clients.stream()
                    .map(client -> threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return value(client, "select pg_backend_pid() from pg_sleep(0.01)");
                    }))
                    .toList();
            List<String> pids = new ArrayList<>();
            for (Future<String> session : sessions) {
                pids.add(session.get());
            }
            assertThat(pids).hasSize(CLIENTS);
            assertThat(pids.stream().distinct().count()).isBetween(2L, (long) share);
        } finally {
            for (Connection client : clients) {
                client.close();
            }
        }
    }

    /** The limits of a service are settings of its role, so its statements are limited in a shared session, too. */
    @Test
    void theSettingsOfTheRoleHold() throws SQLException {
        try (Connection client = service("payments")) {
            assertThat(value(client, "show search_path")).isEqualTo("payments");
            assertThat(value(client, "show statement_timeout")).isEqualTo("6s");
            assertThat(value(client, "select current_database()")).isEqualTo(PostgresPart.DATABASE);
        }
    }

    @Test
    void theAuditorReadsTheStatisticsAndAServiceDoesNot() throws SQLException {
        try (Connection statistics = connect(pgbouncer.statisticsUrl(), "auditor")) {
            assertThat(value(statistics, "show databases")).isNotBlank();
            assertThatThrownBy(() -> value(statistics, "shutdown")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> connect(pgbouncer.statisticsUrl(), "orders").close())
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(pgbouncer.url("orders"), "orders", "wrong")
                        .close())
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> DriverManager.getConnection(
                                pgbouncer.url("orders"), "postgres", SECRETS.databaseSuperuser())
                        .close())
                .isInstanceOf(SQLException.class);
    }

    /** A new connection is made once the server is back, which takes PgBouncer a second. */
    @Test
    void aRestartedServerIsUsedAgain() throws Exception {
        try (Connection client = service("sagas")) {
            assertThat(value(client, "select 1")).isEqualTo("1");
        }
        postgres.stop(TIMEOUT, message -> {});
        assertThatThrownBy(() -> {
                    try (Connection client = service("sagas")) {
                        value(client, "select 1");
                    }
                })
                .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                        .startsWith("08"));
        postgres.start();
        await().atMost(TIMEOUT).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
            try (Connection client = service("sagas")) {
                assertThat(value(client, "select 2")).isEqualTo("2");
            }
        });
    }

    @Test
    void onlyTheOwnerMayReadThePasswords() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".checkout/pgbouncer"))) {
            assertThat(files.toList()).hasSize(2).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }
}
