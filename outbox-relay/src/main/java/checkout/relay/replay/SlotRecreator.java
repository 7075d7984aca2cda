package checkout.relay.replay;

import checkout.relay.slot.SlotCheck.Mend;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a slot where it is missing or lost. From then on every commit is behind it, so a replay that reads afterwards leaves no gap. */
final class SlotRecreator {

    private final JdbcClient database;

    SlotRecreator(JdbcClient unhurried) {
        this.database = unhurried;
    }

    /** Waits for the transactions under way: the slot has to start at a point where none is half read. */
    boolean mend(String slot, Mend mend) {
        if (mend == Mend.REPLACE) {
            database.sql("select pg_drop_replication_slot(?)")
                    .param(slot)
                    .query()
                    .singleRow();
        }
        boolean make = mend == Mend.CREATE || mend == Mend.REPLACE;
        if (make) {
            database.sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                    .param(slot)
                    .query()
                    .singleRow();
        }
        return make;
    }
}
