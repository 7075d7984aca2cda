package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Opens connections to the database of a source; unless said otherwise, they time out when the server does not answer. */
public final class SourceDatabase {

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
        return new DriverManagerDataSource(source.url(), source.username(), source.password());
    }

    /** A new connection each time, as the role that owns the schema {@code relay}: for migrations. */
    public DataSource asOwner() {
        return new DriverManagerDataSource(source.url(), source.ownerUsername(), source.ownerPassword());
    }

    private static Properties properties(String applicationName) {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("socketTimeout", "3");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }
}
