package checkout.relay.source;

import checkout.relay.leadership.RelayLeadership;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.DatabaseServer;
import checkout.relay.slot.ReplicationSlot;
import checkout.relay.slot.SlotFailover;
import checkout.relay.slot.SlotProgress;
import checkout.relay.slot.SourceDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The database sessions that a relay keeps open to a source while it stands by or leads. After a failure all of them are replaced. */
final class SourceSessions implements AutoCloseable {

    final SourceDatabase database;
    final RelayLeadership leadership;
    final ReplicationSlot slot;
    final SlotProgress progress;
    final SlotFailover slotFailover;
    private final SingleConnectionDataSource slotSession;

    private SourceSessions(RelaySettings.Source source, RelaySettings settings, SourceDatabase database, String owner) {
        this.database = database;
        this.leadership = new RelayLeadership(source.slot(), database.session("relay-leadership-" + owner));
        this.progress = new SlotProgress(source.slot(), database.session("relay-progress-" + owner));
        this.slotSession = database.session("relay-watch-" + owner);
        this.slot = new ReplicationSlot(source, settings.replay(), JdbcClient.create(slotSession));
        this.slotFailover = new SlotFailover(source, database);
    }

    /** @param owner distinguishes the sessions of this source in this process from all others */
    static SourceSessions open(RelaySettings.Source source, RelaySettings settings, String owner) {
        SourceDatabase database = new SourceDatabase(source, settings.recovery());
        migrate(database);
        SourceSessions sessions = new SourceSessions(source, settings, database, owner);
        try {
            sessions.terminateFormer(owner);
            return sessions;
        } catch (RuntimeException e) {
            sessions.close();
            throw e;
        }
    }

    private static void migrate(SourceDatabase database) {
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
    }

    // the server may not have noticed yet that the sessions of a failed attempt are gone, and one of them may hold the
    // lock
    private void terminateFormer(String owner) {
        JdbcClient.create(slotSession).sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                         where usename = current_user and datname = current_database() and pid <> pg_backend_pid()
                           and application_name like 'relay-%-' || ?
                        """).param(owner).query().listOfRows();
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
