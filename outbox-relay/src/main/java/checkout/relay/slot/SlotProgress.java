package checkout.relay.slot;

import checkout.relay.slot.ReplicationSlotState.Publication;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Saves the position up to which a slot is about to be confirmed, in the table {@code relay.progress}.
 *
 * <p>The position is saved before it is confirmed. That makes the check at the next start exact, whatever crashed in between: a slot that this relay
 * has read is at or before the saved position, never beyond it.
 */
public final class SlotProgress implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

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
     * @param published the newest row of each schema that is published; an older one does not replace what is saved
     */
    public CompletableFuture<Void> save(long position, @Nullable Instant publishedTo, Map<String, UUID> published) {
        return CompletableFuture.runAsync(
                () -> database.sql("""
                                update relay.progress
                                   set noted = greatest(noted, '0/0'::pg_lsn + :position), noted_at = clock_timestamp(),
                                       published_to = coalesce(:publishedTo, published_to),
                                       published_ids = (
                                           select jsonb_object_agg(schema, newest) from (
                                               select key as schema, max(value collate "C") as newest
                                                 from (select * from jsonb_each_text(published_ids)
                                                       union all
                                                       select * from jsonb_each_text(:published::jsonb)) known
                                                group by key) each_schema)
                                 where slot = :slot
                                """)
                        .param("position", position)
                        .param(
                                "publishedTo",
                                publishedTo == null ? null : publishedTo.atOffset(ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("published", JSON.writeValueAsString(published))
                        .param("slot", slot)
                        .update(),
                writer);
    }

    /** The newest row of each schema that is saved as published from a slot, whichever relay has published it. */
    public static Map<String, UUID> published(JdbcClient database, String slot) {
        Map<String, UUID> published = new HashMap<>();
        database.sql("""
                        select key, value::uuid from relay.progress, jsonb_each_text(published_ids) where slot = ?
                        """).param(slot).query(row -> {
            published.put(row.getString(1), row.getObject(2, UUID.class));
        });
        return published;
    }

    /**
     * Saves the slot's current position unless one is saved already: at the very first start. If this database was published from a slot of another
     * name, it was restored or renamed, and the rows before the new slot may be missing: then a position before every other is saved, so that the slot
     * is refused until a replay. A slot of a source with another publication is no predecessor.
     */
    public void initialize(Publication publication) {
        requireOpen();
        database.sql("""
                        insert into relay.progress (slot, system_id, noted, published_to)
                        select s.slot_name, (select system_identifier::text from pg_control_system()),
                               case when former.known then '0/0'::pg_lsn else s.confirmed_flush_lsn end, former.published_to
                          from pg_replication_slots s,
                               (select count(*) > 0 as known, max(p.published_to) as published_to
                                  from relay.progress p
                                 where p.slot <> :slot
                                   and (p.publication_id is not null or p.published_to is not null)
                                   and not exists (
                                       select from pg_publication other
                                        where other.oid::bigint = p.publication_id and other.oid::bigint is distinct from :id)) former
                         where s.slot_name = :slot
                            on conflict (slot) do nothing
                        """)
                .param("slot", slot)
                .param("id", publication.id(), Types.BIGINT)
                .update();
    }

    /**
     * Replaces what is saved by the slot's position and the publication as they were before a replay read its rows: what somebody else has read from the
     * slot since, or what was not published since, is still missing.
     */
    public void reset(ReplicationSlotState beforeRows) {
        requireOpen();
        database.sql("""
                        insert into relay.progress (slot, system_id, noted, publication_id, publication_tables)
                        select :slot, system_identifier::text, :confirmed::pg_lsn, :id, :tables::jsonb from pg_control_system()
                            on conflict (slot) do update
                           set system_id = excluded.system_id, noted = excluded.noted, noted_at = clock_timestamp(),
                               publication_id = excluded.publication_id, publication_tables = excluded.publication_tables
                        """)
                .param("slot", slot)
                .param("confirmed", beforeRows.confirmed())
                .param("id", beforeRows.publication().id())
                .param("tables", beforeRows.publication().tables())
                .update();
    }

    /**
     * Saves the publication of a usable slot, if it is not saved as it is: at the first start, and when a table was added. A relay that has published
     * rows and finds no published table saves that, so that the publication is not taken for the one it has read when it is there again. So does one
     * that finds a publication which leaves rows out: it has the same oid when it is corrected.
     */
    public void savePublication(ReplicationSlotState state, boolean usable) {
        if (usable && !state.saved().publication().isPresent()) {
            savePublication(state.publication());
        } else if (leavesOut(state) || isNewlyUnpublished(state)) {
            savePublication(Publication.NONE);
        }
    }

    private static boolean leavesOut(ReplicationSlotState state) {
        return state.publication().leftOut() != null
                && !state.saved().publication().isNone();
    }

    private static boolean isNewlyUnpublished(ReplicationSlotState state) {
        return state.publication().isEmpty()
                && !state.saved().publication().known()
                && state.saved().publishedTo() != null;
    }

    private void savePublication(Publication publication) {
        requireOpen();
        database.sql("""
                        update relay.progress set publication_id = :id, publication_tables = :tables::jsonb
                         where slot = :slot
                        """)
                .param("id", publication.id())
                .param("tables", publication.tables())
                .param("slot", slot)
                .update();
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
