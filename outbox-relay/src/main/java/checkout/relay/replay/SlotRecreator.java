package checkout.relay.replay;

import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck.Repair;
import checkout.relay.slot.SlotProgress;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Creates a slot that is missing, or replaces one that is lost. All later commits follow its position, so a replay that
 * reads afterwards leaves no gap.
 */
final class SlotRecreator {

    private static final String CANCELLED = "57014";

    private final RelaySettings.Source source;
    private final SlotProgress progress;
    private final DataSource database;
    private final Duration timeout;

    SlotRecreator(RelaySettings.Source source, SlotProgress progress, DataSource database, Duration timeout) {
        this.source = source;
        this.progress = progress;
        this.database = database;
        this.timeout = timeout;
    }

    /** Returns whether the slot was created. */
    boolean recreate(Repair repair) {
        return switch (repair) {
            case CREATE -> create();
            case REPLACE -> {
                JdbcClient.create(database)
                        .sql("select pg_drop_replication_slot(?)")
                        .param(source.slot())
                        .query()
                        .singleRow();
                yield create();
            }
            case ACCEPT, NONE -> false;
        };
    }

    // The server waits for open transactions to end, because the slot has to start at a point where none is half read.
    private boolean create() {
        progress.expectReplay();
        SingleConnectionDataSource session = session();
        try {
            JdbcClient client = JdbcClient.create(session);
            client.sql("select set_config('statement_timeout', ?, false)")
                    .param(Long.toString(timeout.toMillis()))
                    .query()
                    .singleRow();
            client.sql(statement(client)).param(source.slot()).query().singleRow();
            return true;
        } catch (DataAccessException e) {
            throw e.getMostSpecificCause() instanceof SQLException cause && CANCELLED.equals(cause.getSQLState())
                    ? openTransactions()
                    : e;
        } finally {
            session.destroy();
        }
    }

    private SingleConnectionDataSource session() {
        try {
            return new SingleConnectionDataSource(database.getConnection(), true);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("create the slot", e);
        }
    }

    private String statement(JdbcClient client) {
        boolean knowsFailover = client.sql("select current_setting('server_version_num')::int >= 170000")
                .query(Boolean.class)
                .single();
        return source.failover() && knowsFailover
                ? "select pg_create_logical_replication_slot(?, 'pgoutput', failover => true)"
                : "select pg_create_logical_replication_slot(?, 'pgoutput')";
    }

    private ReplayRefusedException openTransactions() {
        return new ReplayRefusedException(
                "Slot %s could not be created within %s, because the server waits for transactions that were open before. Find them with: select pid, usename, state, xact_start from pg_stat_activity where xact_start is not null order by xact_start. End them, and replay again"
                        .formatted(source.slot(), timeout));
    }
}
