package checkout.relay.slot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Saves the position up to which a slot is about to be confirmed, in the table {@code relay.progress}.
 *
 * <p>The position is saved before it is confirmed. That makes the check at the next start exact, whatever crashed in between: a slot that this relay
 * has read is at or before the saved position, never beyond it.
 */
public final class SlotProgress implements AutoCloseable {

    private final String slot;
    private final SingleConnectionDataSource session;
    private final JdbcClient database;
    private final ExecutorService writer;

    public SlotProgress(String slot, SingleConnectionDataSource session) {
        this.slot = slot;
        this.session = session;
        this.database = JdbcClient.create(session);
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "progress-" + slot);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Saves a position in the background. */
    public CompletableFuture<Void> save(long position) {
        return CompletableFuture.runAsync(
                () -> database.sql("""
                                update relay.progress
                                   set noted = greatest(noted, '0/0'::pg_lsn + ?), noted_at = clock_timestamp()
                                 where slot = ?
                                """).params(position, slot).update(), writer);
    }

    /** Saves the slot's current position unless one is saved already: at the very first start. */
    public void initialize() {
        saveCurrent(false);
    }

    /** Replaces the saved position by the slot's current one: after an operator has replayed the rows that may be missing. */
    public void reset() {
        saveCurrent(true);
    }

    private void saveCurrent(boolean overwrite) {
        database.sql("""
                        insert into relay.progress (slot, system_id, noted)
                        select slot_name, (select system_identifier::text from pg_control_system()), confirmed_flush_lsn
                          from pg_replication_slots where slot_name = :slot
                            on conflict (slot) do update
                           set system_id = excluded.system_id, noted = excluded.noted, noted_at = clock_timestamp()
                         where :overwrite
                        """).param("slot", slot).param("overwrite", overwrite).update();
    }

    @Override
    public void close() {
        writer.shutdownNow();
        session.destroy();
    }
}
