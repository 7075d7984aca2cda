package checkout.relay.slot;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Notes how far a slot is about to be confirmed, before it is.
 *
 * <p>That order makes the check at the next start exact: a slot may stand at or before the note, never beyond it, whatever crashed in between.
 */
public final class ConfirmedPositionNote implements AutoCloseable {

    private final String slot;
    private final SingleConnectionDataSource session;
    private final JdbcClient database;
    private final ExecutorService writer;

    public ConfirmedPositionNote(String slot, SingleConnectionDataSource session) {
        this.slot = slot;
        this.session = session;
        this.database = JdbcClient.create(session);
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "progress-" + slot);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Notes a position without keeping the caller waiting. */
    public CompletableFuture<Void> note(long position) {
        return CompletableFuture.runAsync(
                () -> database.sql("""
                                update relay.progress
                                   set noted = greatest(noted, '0/0'::pg_lsn + ?), noted_at = clock_timestamp()
                                 where slot = ?
                                """).params(position, slot).update(), writer);
    }

    /** Takes the slot as it stands: at the very first start, and when an operator has replayed what may have been missing. */
    public void accept(boolean anew) {
        database.sql("""
                        insert into relay.progress (slot, system_id, noted)
                        select slot_name, (select system_identifier::text from pg_control_system()), confirmed_flush_lsn
                          from pg_replication_slots where slot_name = :slot
                            on conflict (slot) do update
                           set system_id = excluded.system_id, noted = excluded.noted, noted_at = clock_timestamp()
                         where :anew
                        """).param("slot", slot).param("anew", anew).update();
    }

    @Override
    public void close() {
        writer.shutdownNow();
        session.destroy();
    }
}
