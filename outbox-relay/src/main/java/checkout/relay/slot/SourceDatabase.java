package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Connections to a source that give up on a silent server instead of waiting for ever. */
public final class SourceDatabase {

    private final RelaySettings.Source source;

    public SourceDatabase(RelaySettings.Source source) {
        this.source = source;
    }

    /** A session of its own; closing the data source ends it. */
    public SingleConnectionDataSource session(String applicationName) {
        SingleConnectionDataSource session =
                new SingleConnectionDataSource(source.url(), source.username(), source.password(), true);
        session.setConnectionProperties(properties(applicationName));
        return session;
    }

    /** A new connection each time, without the limit on waiting: for migrations and long reads. */
    public DataSource unhurried() {
        return new DriverManagerDataSource(source.url(), source.username(), source.password());
    }

    public DataSource owner() {
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
