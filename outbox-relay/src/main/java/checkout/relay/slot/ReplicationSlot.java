package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck.Refusal;
import checkout.relay.slot.ReplicationSlotCheck.Repair;
import checkout.relay.slot.ReplicationSlotCheck.Usable;
import checkout.relay.slot.ReplicationSlotState.LeftOut;
import checkout.relay.slot.ReplicationSlotState.Publication;
import checkout.relay.slot.ReplicationSlotState.SavedPosition;
import checkout.relay.slot.ReplicationSlotState.SavedPublication;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The replication slot of a source, accessed as the relay's database role. */
public final class ReplicationSlot {

    private final String name;
    private final String source;
    private final String publication;
    private final Duration replayMargin;
    private final JdbcClient database;
    private final PublicationInspection publications;

    public ReplicationSlot(RelaySettings.Source source, RelaySettings.Replay replay, JdbcClient database) {
        this.name = source.slot();
        this.source = source.name();
        this.publication = source.publication();
        this.replayMargin = replay.margin();
        this.database = database;
        this.publications = new PublicationInspection(publication, database);
    }

    /**
     * Reads the slot, then the saved position. The position is saved before it is confirmed to the slot, so one that is read later is never behind
     * the slot. One statement for both would read the table as of its beginning and the slot later: while a relay works, the slot would
     * now and then appear to be beyond the saved position.
     */
    public ReplicationSlotState inspect() {
        Publication present = publications.inspect();
        ReplicationSlotState slot = database.sql("""
                        select s.slot_name is not null as exists, s.plugin, s.database, current_database() as own_database,
                               coalesce(s.active, false) as active, s.active_pid, a.usename as reader_role,
                               s.wal_status, to_jsonb(s) ->> 'invalidation_reason' as invalidation_reason,
                               s.confirmed_flush_lsn::text as confirmed,
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn), 0)::bigint as lag_bytes,
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::bigint as retained_bytes,
                               (to_jsonb(s) ->> 'failover')::boolean as failover
                          from (select) one
                          left join pg_replication_slots s on s.slot_name = :slot
                          left join pg_stat_activity a on a.pid = s.active_pid
                        """)
                .param("slot", name)
                .query((row, number) -> state(row, present))
                .single();
        return slot.with(savedPosition(slot.confirmed(), present));
    }

    private SavedPosition savedPosition(@Nullable String confirmed, Publication present) {
        return database.sql("""
                        select p.noted::text as saved, p.noted_at, p.published_to,
                               coalesce(:confirmed::pg_lsn > p.noted, false) as confirmed_beyond,
                               coalesce(:confirmed::pg_lsn >= p.noted, false) as confirmed_all,
                               p.system_id <> i.system_identifier::text as on_another_server,
                               p.publication_id is not null as publication_known,
                               coalesce(p.publication_id = 0, false) as publication_none,
                               coalesce(p.publication_id = :id and p.publication_tables = :tables::jsonb, false) as publication_present,
                               coalesce(p.publication_id <> :id, false) as another_publication,
                               (select string_agg(t.key, ', ' order by t.key) from jsonb_each(p.publication_tables) t
                                 where :tables::jsonb -> t.key is distinct from t.value) as lost_tables,
                               (select string_agg(t.key, ', ' order by t.key) from jsonb_each(p.publication_tables) t
                                 where :tables::jsonb -> t.key is null
                                   and exists (select from pg_tables e where e.schemaname || '.' || e.tablename = t.key)) as removed_tables
                          from relay.progress p, pg_control_system() i
                         where p.slot = :slot
                        """)
                .param("confirmed", confirmed, Types.VARCHAR)
                .param("id", present.id(), Types.BIGINT)
                .param("tables", present.tables())
                .param("slot", name)
                .query((row, number) -> new SavedPosition(
                        row.getString("saved"),
                        instant(row, "noted_at"),
                        instant(row, "published_to"),
                        row.getBoolean("confirmed_beyond"),
                        row.getBoolean("confirmed_all"),
                        row.getBoolean("on_another_server"),
                        new SavedPublication(
                                row.getBoolean("publication_known"),
                                row.getBoolean("publication_none"),
                                row.getBoolean("publication_present"),
                                row.getBoolean("another_publication"),
                                row.getString("lost_tables"),
                                row.getString("removed_tables"))))
                .optional()
                .orElse(SavedPosition.NONE);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static ReplicationSlotState state(ResultSet row, Publication publication) throws SQLException {
        return new ReplicationSlotState(
                row.getBoolean("exists"),
                publication,
                row.getString("plugin"),
                row.getString("database"),
                row.getString("own_database"),
                row.getBoolean("active"),
                row.getObject("active_pid", Integer.class),
                row.getString("reader_role"),
                row.getString("wal_status"),
                row.getString("invalidation_reason"),
                row.getString("confirmed"),
                row.getLong("lag_bytes"),
                row.getLong("retained_bytes"),
                row.getObject("failover", Boolean.class),
                SavedPosition.NONE);
    }

    /** Refuses every slot except the one that this relay has read so far, in a state from which reading can continue. */
    public ReplicationSlotCheck check(ReplicationSlotState slot) {
        LeftOut leftOut = slot.publication().leftOut();
        if (leftOut != null) {
            return leavesOut(leftOut, slot);
        }
        if (slot.publication().isEmpty()) {
            return unpublished(
                    slot.publication().id() == null
                            ? "publication %s does not exist".formatted(publication)
                            : "publication %s contains no table named outbox".formatted(publication),
                    slot);
        }
        if (slot.saved().publication().removedTables() != null) {
            return unpublished(
                    "publication %s does not contain %s any more"
                            .formatted(publication, slot.saved().publication().removedTables()),
                    slot);
        }
        if (!slot.exists()) {
            return gap("slot %s does not exist".formatted(name), slot, "creates it", Repair.CREATE);
        }
        if (!"pgoutput".equals(slot.plugin()) || !slot.ownDatabase().equals(slot.database())) {
            return beyondReplay(
                    "slot %s uses plugin %s in database %s instead of pgoutput in %s"
                            .formatted(name, slot.plugin(), slot.database(), slot.ownDatabase()),
                    "set relay.sources[].slot to the slot that provisioning created, or drop this one");
        }
        if (slot.isLost()) {
            return gap(
                    "slot %s is lost (wal_status %s, invalidation_reason %s)"
                            .formatted(name, slot.walStatus(), slot.invalidationReason()),
                    slot,
                    "replaces it",
                    Repair.REPLACE);
        }
        if (slot.saved().onAnotherServer()) {
            return gap(
                    "slot %s is on another server than the slot that this relay has read".formatted(name),
                    slot,
                    "accepts it",
                    Repair.ACCEPT);
        }
        if (slot.saved().confirmedBeyond()) {
            return gap(
                    "slot %s is at %s, beyond %s, the last position that this relay has confirmed: it was created again or advanced by somebody else"
                            .formatted(name, slot.confirmed(), slot.saved().position()),
                    slot,
                    "accepts it",
                    Repair.ACCEPT);
        }
        return checkPublication(slot);
    }

    /** The slot does not return rows that were inserted while their table was in no publication. */
    private ReplicationSlotCheck checkPublication(ReplicationSlotState slot) {
        SavedPublication saved = slot.saved().publication();
        if (saved.isNone()) {
            // what the slot returns of that time, also of transactions that are still open, is as it was published then
            return gap(
                    "publication %s was missing or did not publish every row, and the slot does not return the rows that were inserted then"
                            .formatted(publication),
                    slot,
                    "replaces the slot",
                    Repair.REPLACE);
        }
        if (saved.isAnother()) {
            return gap(
                    "publication %s was created again, and the slot does not return the rows that were inserted before"
                            .formatted(publication),
                    slot,
                    "accepts it",
                    Repair.ACCEPT);
        }
        if (saved.lostTables() != null) {
            return gap(
                    "%s was taken out of publication %s, and the slot does not return the rows that were inserted meanwhile"
                            .formatted(saved.lostTables(), publication),
                    slot,
                    "accepts that",
                    Repair.ACCEPT);
        }
        return new Usable();
    }

    /** A replay cannot read a table that is not published, so the table has to be published first. */
    private Refusal unpublished(String problem, ReplicationSlotState slot) {
        String provision = "run the provisioning for this database, which publishes every outbox table";
        if (!slot.saved().publication().known()) {
            return beyondReplay(problem, provision + ", and start the services that have created none yet");
        }
        Refusal gap = gap(problem, slot, "accepts the publication", Repair.NONE);
        return new Refusal(problem, provision + "; then " + gap.remedy(), Repair.NONE, gap.replayFrom());
    }

    /** The slot drops rows for ever that were inserted meanwhile, so they have to be replayed even if the relay has read nothing yet. */
    private Refusal leavesOut(LeftOut leftOut, ReplicationSlotState slot) {
        String problem = "publication %s publishes %s".formatted(publication, leftOut.instead());
        Refusal gap = gap(problem, slot, "accepts the publication", Repair.NONE);
        return new Refusal(
                problem,
                "run as a superuser: %s; then %s".formatted(leftOut.correction(), gap.remedy()),
                Repair.NONE,
                gap.replayFrom());
    }

    private static Refusal beyondReplay(String problem, String remedy) {
        return new Refusal(problem, remedy, Repair.NONE, null);
    }

    private Refusal gap(String problem, ReplicationSlotState slot, String effect, Repair repair) {
        Instant from = replayFrom(slot.saved().publishedTo());
        return new Refusal(
                problem,
                "publish the rows again that may be missing: POST /v1/relay/replay {\"source\":\"%s\",\"from\":\"%s\",\"reason\":\"...\"}, which also %s"
                        .formatted(source, from, effect),
                repair,
                from);
    }

    /**
     * The missing rows follow the last published one in the order of commits. They may have been created before it, by a longer transaction or by a
     * service whose clock is behind, but not longer before it than the margin. If no published row is known, every row may be missing.
     */
    private Instant replayFrom(@Nullable Instant publishedTo) {
        return publishedTo == null
                ? Instant.EPOCH
                : publishedTo.minus(replayMargin).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Terminates the session of a former leader that still reads the slot; returns whether the slot is free now. */
    public boolean terminateFormerReader() {
        database.sql("""
                        select pg_terminate_backend(s.active_pid)
                          from pg_replication_slots s join pg_stat_activity a on a.pid = s.active_pid
                         where s.slot_name = ? and a.usename = current_user
                        """).param(name).query().listOfRows();
        return database.sql("select not active from pg_replication_slots where slot_name = ?")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    /** Whether everything before the position was published and the slot was told so. */
    public boolean hasConfirmed(String position) {
        return database.sql("select confirmed_flush_lsn >= ?::pg_lsn from pg_replication_slots where slot_name = ?")
                .params(position, name)
                .query(Boolean.class)
                .single();
    }

    /** Writes a message into the log, so that the slot of an idle database advances and does not retain the log that other databases write. */
    public void emitHeartbeat(String prefix) {
        database.sql("select pg_logical_emit_message(false, ?, '')")
                .param(prefix)
                .query()
                .singleRow();
    }
}
