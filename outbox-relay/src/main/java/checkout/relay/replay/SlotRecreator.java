package checkout.relay.replay;

import checkout.relay.slot.ReplicationSlotCheck.Repair;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Creates a slot that is missing, or replaces one that is lost. All later commits follow its position, so a replay that
 * reads afterwards leaves no gap.
 */
final class SlotRecreator {

    private final JdbcClient database;

    /** @param database without timeouts, because creating a slot waits for all open transactions */
    SlotRecreator(JdbcClient database) {
        this.database = database;
    }

    /**
     * Returns whether the slot was created. The server waits for open transactions to end, because the slot has to start
     * at a point where none is half read.
     */
    boolean recreate(String slot, Repair repair) {
        return switch (repair) {
            case CREATE -> {
                create(slot);
                yield true;
            }
            case REPLACE -> {
                drop(slot);
                create(slot);
                yield true;
            }
            case ACCEPT, NONE -> false;
        };
    }

    private void drop(String slot) {
        database.sql("select pg_drop_replication_slot(?)").param(slot).query().singleRow();
    }

    private void create(String slot) {
        database.sql("select pg_create_logical_replication_slot(?, 'pgoutput')")
                .param(slot)
                .query()
                .singleRow();
    }
}
