package checkout.messaging.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** Red here: a service waits without end for a database that does not answer, or a session keeps its locks without end. */
class DatabaseConnectionLimitsTest {
    private static final TestDatabase DATABASE = TestServers.database("inventory");
    private static final Duration BOUND = Duration.ofSeconds(10);

    private SilentProxy proxy;
    private HikariDataSource pool;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void connectThroughAProxy() throws IOException {
        proxy = new SilentProxy(DATABASE.server().port());
        HikariConfig config = limits();
        config.setJdbcUrl("jdbc:postgresql://127.0.0.1:%d/%s".formatted(proxy.port(), DATABASE.name()));
        config.setUsername(DATABASE.username());
        config.setPassword(DATABASE.password());
        config.setMaximumPoolSize(2);
        pool = new HikariDataSource(config);
    }

    @AfterEach
    void close() throws IOException {
        pool.close();
        proxy.close();
        threads.shutdownNow();
    }

    @Test
    void aConnectionThatFallsSilentIsGivenUpAndReplaced() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThat(query(connection, "select 1")).isEqualTo("1");
            proxy.silenceConnections();

            long begun = System.nanoTime();
            assertThatThrownBy(() -> query(connection, "select 1"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                            .startsWith("08"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
        }
        long begun = System.nanoTime();
        try (Connection connection = pool.getConnection()) {
            assertThat(query(connection, "select 2")).isEqualTo("2");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(BOUND);
    }

    @Test
    void aWriteThatNobodyTakesIsGivenUp() throws Exception {
        String parameter = "x".repeat(32 << 20);
        try (Connection connection = pool.getConnection()) {
            assertThat(lengthOf(parameter, connection)).isEqualTo(parameter.length());
            proxy.silenceConnections();

            Future<Integer> length = threads.submit(() -> lengthOf(parameter, connection));
            assertThatThrownBy(() -> length.get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                            .startsWith("08"))
                    .hasRootCauseMessage("Socket closed")
                    .hasStackTraceContaining("The server has taken no data for 8000 ms");
        }
        try (Connection connection = pool.getConnection()) {
            assertThat(query(connection, "select 2")).isEqualTo("2");
        }
    }

    private static int lengthOf(String parameter, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select length(?::text)")) {
            statement.setString(1, parameter);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Test
    void theServerEndsAStatementBeforeTheDriverGivesUp() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertThatThrownBy(() -> query(connection, "select pg_sleep(30)"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> assertThat(failure.getSQLState())
                            .isEqualTo("57014"));
            assertThat(query(connection, "select 1")).isEqualTo("1");
        }
    }

    private static HikariConfig limits() throws IOException {
        List<PropertySource<?>> loaded = new YamlPropertySourceLoader()
                .load("database", new ClassPathResource("checkout/messaging/database.yaml"));
        StandardEnvironment environment = new StandardEnvironment();
        loaded.forEach(environment.getPropertySources()::addLast);
        return Binder.get(environment)
                .bind("spring.datasource.hikari", Bindable.of(HikariConfig.class))
                .get();
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
