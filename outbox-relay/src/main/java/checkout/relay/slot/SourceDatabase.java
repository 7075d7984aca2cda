package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Opens connections to the database of a source. Each of them fails when the server does not answer in time, so that no thread waits for ever. */
public final class SourceDatabase {

    private static final String PRIMARY = "primary";

    private final RelaySettings.Source source;
    private final int silenceSeconds;

    public SourceDatabase(RelaySettings.Source source, RelaySettings.Recovery recovery) {
        this.source = source;
        this.silenceSeconds = recovery.silenceSeconds();
    }

    /** One session, separate from all others; destroying the data source ends it. */
    public SingleConnectionDataSource session(String applicationName) {
        SingleConnectionDataSource session =
                new SingleConnectionDataSource(source.url(), source.username(), source.password(), true);
        session.setConnectionProperties(properties(applicationName, silenceSeconds));
        return session;
    }

    /** A new connection each time, on which a statement may take this long: for replays and for creating a slot. */
    public DataSource patient(Duration longestStatement) {
        return dataSource(
                source.username(),
                source.password(),
                properties("relay-replay", silenceSeconds + Math.toIntExact(longestStatement.toSeconds())));
    }

    /** A new connection each time, as the role that owns the schema {@code relay}: for migrations. */
    public DataSource asOwner() {
        return dataSource(
                source.ownerUsername(), source.ownerPassword(), properties("relay-migration", silenceSeconds));
    }

    /** The server that an open session is connected to. */
    public static DatabaseServer serverOf(DataSource session) {
        try (Connection connection = session.getConnection()) {
            return DatabaseServer.of(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the session to the database has ended", e);
        }
    }

    /** A connection that understands the replication commands. */
    Connection replication() throws SQLException {
        Properties properties = properties("relay-slot", silenceSeconds);
        properties.setProperty("user", source.username());
        properties.setProperty("password", source.password());
        properties.setProperty("replication", "database");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("assumeMinServerVersion", "13");
        return DriverManager.getConnection(source.url(), properties);
    }

    private DataSource dataSource(String username, String password, Properties properties) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(source.url(), username, password);
        dataSource.setConnectionProperties(properties);
        return dataSource;
    }

    private static Properties properties(String applicationName, int socketTimeoutSeconds) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", Integer.toString(Math.min(socketTimeoutSeconds, 5)));
        properties.setProperty("socketTimeout", Integer.toString(socketTimeoutSeconds));
        properties.setProperty("tcpKeepAlive", "true");
        // if the URL names several hosts, only one of them can be written to
        properties.setProperty("targetServerType", PRIMARY);
        return properties;
    }
}
