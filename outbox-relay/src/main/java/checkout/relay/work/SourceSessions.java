package checkout.relay.work;

import checkout.relay.leadership.Leadership;
import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ConfirmedPositionNote;
import checkout.relay.slot.ReplicationSlot;
import checkout.relay.slot.SourceDatabase;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a relay holds of a source's database while it stands by or works. */
final class SourceSessions implements AutoCloseable {

    final Leadership leadership;
    final ReplicationSlot slot;
    final ConfirmedPositionNote progress;
    private final SingleConnectionDataSource watching;

    private SourceSessions(RelaySettings.Source source, SourceDatabase database) {
        this.leadership = new Leadership(source.slot(), database.session("relay-leadership"));
        this.progress = new ConfirmedPositionNote(source.slot(), database.session("relay-progress"));
        this.watching = database.session("relay-watch");
        this.slot = new ReplicationSlot(source, JdbcClient.create(watching));
    }

    static SourceSessions open(RelaySettings.Source source) {
        SourceDatabase database = new SourceDatabase(source);
        Flyway.configure()
                .dataSource(database.owner())
                .schemas("relay")
                .createSchemas(false)
                // provisioning has put a function into the schema already
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/relay")
                .load()
                .migrate();
        return new SourceSessions(source, database);
    }

    @Override
    public void close() {
        leadership.close();
        progress.close();
        watching.destroy();
    }
}
