package checkout.lab.scenario.happening;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;

/** Counts how often another session began to read the relay's replication slot. */
final class SlotReaders {

    private final ScenarioContext context;
    private long reader;
    private int changes;

    SlotReaders(ScenarioContext context) {
        this.context = context;
    }

    /** Looks who reads the slot now. */
    void read() {
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    "select active_pid from pg_replication_slots where active_pid is not null and slot_type = 'logical'",
                    row -> seen(row.getLong(1)));
        } catch (SQLException databaseAway) {
            // a fault may be the reason; the next look sees who reads then
            context.eventLog().count("looks at the replication slot without an answer of the database");
        }
    }

    private void seen(long pid) {
        changes += reader != 0 && reader != pid ? 1 : 0;
        reader = pid;
    }

    int changes() {
        return changes;
    }
}
