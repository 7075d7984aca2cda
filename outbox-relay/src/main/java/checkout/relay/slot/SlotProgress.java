package checkout.relay.slot;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
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
        // the first position is saved by a thread of an engine, and this thread must outlive that
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        this.writer = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(group, work, "progress-" + slot);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Saves a position in the background.
     *
     * @param publishedTo the creation time of the last row before the position; null if the relay has read none since the last save
     */
    public CompletableFuture<Void> save(long position, @Nullable Instant publishedTo) {
        return CompletableFuture.runAsync(
                () -> database.sql("""
                                update relay.progress
                                   set noted = greatest(noted, '0/0'::pg_lsn + :position), noted_at = clock_timestamp(),
                                       published_to = coalesce(:publishedTo, published_to)
                                 where slot = :slot
                                """)
                        .param("position", position)
                        .param(
                                "publishedTo",
                                publishedTo == null ? null : publishedTo.atOffset(ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("slot", slot)
                        .update(),
                writer);
    }

    /** Saves the slot's current position unless one is saved already: at the very first start. */
    public void initialize() {
        saveCurrent(false);
    }

    /** Replaces the saved position by the slot's current one: after an operator has replayed the rows that may be missing. */
    public void reset() {
        saveCurrent(true);
    }

    /**
     * Saves a position before every other, unless one is saved already: before a replay creates the slot. If the replay does not finish, the next
     * start would otherwise take the new slot for one that nobody has read yet, and the rows before it would never be published.
     */
    public void expectReplay() {
        requireOpen();
        database.sql("""
                        insert into relay.progress (slot, system_id, noted)
                        select ?, system_identifier::text, '0/0'::pg_lsn from pg_control_system()
                            on conflict (slot) do nothing
                        """).param(slot).update();
    }

    private void saveCurrent(boolean overwrite) {
        requireOpen();
        database.sql("""
                        insert into relay.progress (slot, system_id, noted)
                        select slot_name, (select system_identifier::text from pg_control_system()), confirmed_flush_lsn
                          from pg_replication_slots where slot_name = :slot
                            on conflict (slot) do update
                           set system_id = excluded.system_id, noted = excluded.noted, noted_at = clock_timestamp()
                         where :overwrite
                        """).param("slot", slot).param("overwrite", overwrite).update();
    }

    // after its end the session would connect again at its next use, for a leader that may have a successor
    private void requireOpen() {
        if (writer.isShutdown()) {
            throw new IllegalStateException("the sessions to the database of slot %s have ended".formatted(slot));
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        session.destroy();
    }
}
