package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Opens connections to the database of a source; unless said otherwise, they time out when the server does not answer. */
public final class SourceDatabase {

    private static final String PRIMARY = "primary";

    private final RelaySettings.Source source;

    public SourceDatabase(RelaySettings.Source source) {
        this.source = source;
    }

    /** One session, separate from all others; destroying the data source ends it. */
    public SingleConnectionDataSource session(String applicationName) {
        SingleConnectionDataSource session =
                new SingleConnectionDataSource(source.url(), source.username(), source.password(), true);
        session.setConnectionProperties(properties(applicationName));
        return session;
    }

    /** A new connection each time, without timeouts: for creating a slot and for long reads. */
    public DataSource withoutTimeout() {
        PGSimpleDataSource connections = primary(source.username(), source.password());
        // the URL may set one
        connections.setSocketTimeout(0);
        return connections;
    }

    /** A new connection each time, as the role that owns the schema {@code relay}: for migrations. */
    public DataSource asOwner() {
        return primary(source.ownerUsername(), source.ownerPassword());
    }

    /** The server that an open session is connected to. */
    public static DatabaseServer serverOf(DataSource session) {
        try (Connection connection = session.getConnection()) {
            return DatabaseServer.of(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the session to the database has ended", e);
        }
    }

    private PGSimpleDataSource primary(String username, String password) {
        PGSimpleDataSource connections = new PGSimpleDataSource();
        connections.setUrl(source.url());
        connections.setUser(username);
        connections.setPassword(password);
        connections.setTargetServerType(PRIMARY);
        return connections;
    }

    private static Properties properties(String applicationName) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "3");
        properties.setProperty("tcpKeepAlive", "true");
        // if the URL names several hosts, only one of them can be written to
        properties.setProperty("targetServerType", PRIMARY);
        return properties;
    }
}
