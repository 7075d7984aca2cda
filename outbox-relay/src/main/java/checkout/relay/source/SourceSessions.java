package checkout.relay.source;

import checkout.relay.leadership.RelayLeadership;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.DatabaseServer;
import checkout.relay.slot.ReplicationSlot;
import checkout.relay.slot.SlotProgress;
import checkout.relay.slot.SourceDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database sessions that a relay keeps open to a source while it stands by or leads. */
final class SourceSessions implements AutoCloseable {

    final RelayLeadership leadership;
    final ReplicationSlot slot;
    final SlotProgress progress;
    private final SingleConnectionDataSource slotSession;

    private SourceSessions(RelaySettings.Source source, SourceDatabase database) {
        this.leadership = new RelayLeadership(source.slot(), database.session("relay-leadership"));
        this.progress = new SlotProgress(source.slot(), database.session("relay-progress"));
        this.slotSession = database.session("relay-watch");
        this.slot = new ReplicationSlot(source, JdbcClient.create(slotSession));
    }

    static SourceSessions open(RelaySettings.Source source) {
        SourceDatabase database = new SourceDatabase(source);
        Flyway.configure()
                .dataSource(database.asOwner())
                .schemas("relay")
                .createSchemas(false)
                // the schema is not empty: provisioning has created a function in it
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/relay")
                .load()
                .migrate();
        return new SourceSessions(source, database);
    }

    /** The server whose slot these sessions inspect. */
    DatabaseServer server() {
        return SourceDatabase.serverOf(slotSession);
    }

    @Override
    public void close() {
        leadership.close();
        progress.close();
        slotSession.destroy();
    }
}
