package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.ReplicationSlotCheck.Refusal;
import checkout.relay.slot.ReplicationSlotCheck.Repair;
import checkout.relay.slot.ReplicationSlotCheck.Usable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The replication slot of a source, accessed as the relay's database role. */
public final class ReplicationSlot {

    private final String name;
    private final String source;
    private final String publication;
    private final JdbcClient database;

    public ReplicationSlot(RelaySettings.Source source, JdbcClient database) {
        this.name = source.slot();
        this.source = source.name();
        this.publication = source.publication();
        this.database = database;
    }

    public ReplicationSlotState inspect() {
        return database.sql("""
                        select s.slot_name is not null as exists, s.plugin, s.database, current_database() as own_database,
                               coalesce(s.active, false) as active, s.active_pid, a.usename as reader_role,
                               s.wal_status, s.invalidation_reason, s.confirmed_flush_lsn::text as confirmed,
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn), 0)::bigint as lag_bytes,
                               coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::bigint as retained_bytes,
                               coalesce(s.confirmed_flush_lsn > p.noted, false) as confirmed_beyond_saved,
                               coalesce(s.confirmed_flush_lsn >= p.noted, false) as confirmed_all_saved,
                               coalesce(p.system_id <> i.system_id, false) as on_another_server,
                               p.noted::text as saved, p.noted_at as saved_at,
                               exists (select from pg_publication where pubname = :publication) as publication_exists
                          from (select system_identifier::text as system_id from pg_control_system()) i
                          left join pg_replication_slots s on s.slot_name = :slot
                          left join pg_stat_activity a on a.pid = s.active_pid
                          left join relay.progress p on p.slot = :slot
                        """)
                .param("slot", name)
                .param("publication", publication)
                .query((row, number) -> state(row))
                .single();
    }

    private static ReplicationSlotState state(ResultSet row) throws SQLException {
        Timestamp savedAt = row.getTimestamp("saved_at");
        return new ReplicationSlotState(
                row.getBoolean("exists"),
                row.getBoolean("publication_exists"),
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
                row.getBoolean("confirmed_beyond_saved"),
                row.getBoolean("confirmed_all_saved"),
                row.getBoolean("on_another_server"),
                row.getString("saved"),
                savedAt == null ? null : savedAt.toInstant());
    }

    /** Refuses every slot except the one that this relay has read so far, in a state from which reading can continue. */
    public ReplicationSlotCheck check(ReplicationSlotState slot) {
        if (!slot.publicationExists()) {
            return refuse(
                    "publication %s does not exist".formatted(publication),
                    "run the provisioning for this database",
                    Repair.NONE);
        }
        if (!slot.exists()) {
            return refuse("slot %s does not exist".formatted(name), replayRemedy(slot, "creates it"), Repair.CREATE);
        }
        if (!"pgoutput".equals(slot.plugin()) || !slot.ownDatabase().equals(slot.database())) {
            return refuse(
                    "slot %s uses plugin %s in database %s instead of pgoutput in %s"
                            .formatted(name, slot.plugin(), slot.database(), slot.ownDatabase()),
                    "set relay.sources[].slot to the slot that provisioning created, or drop this one",
                    Repair.NONE);
        }
        if (slot.isLost()) {
            return refuse(
                    "slot %s is lost (wal_status %s, invalidation_reason %s)"
                            .formatted(name, slot.walStatus(), slot.invalidationReason()),
                    replayRemedy(slot, "replaces it"),
                    Repair.REPLACE);
        }
        if (slot.onAnotherServer()) {
            return refuse(
                    "slot %s is on another server than the slot that this relay has read".formatted(name),
                    replayRemedy(slot, "accepts it"),
                    Repair.ACCEPT);
        }
        if (slot.confirmedBeyondSaved()) {
            return refuse(
                    "slot %s is at %s, beyond %s, the last position that this relay has confirmed: it was created again or advanced by somebody else"
                            .formatted(name, slot.confirmed(), slot.saved()),
                    replayRemedy(slot, "accepts it"),
                    Repair.ACCEPT);
        }
        return new Usable();
    }

    private static Refusal refuse(String problem, String remedy, Repair repair) {
        return new Refusal(problem, remedy, repair);
    }

    private String replayRemedy(ReplicationSlotState slot, String effect) {
        Instant savedAt = slot.savedAt();
        String from = savedAt == null
                ? "<before the first missing row>"
                : savedAt.minus(1, ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        return "publish the rows again that may be missing: POST /v1/relay/replay {\"source\":\"%s\",\"from\":\"%s\",\"reason\":\"...\"}, which also %s"
                .formatted(source, from, effect);
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

    /** Writes a message into the log, so that the slot of an idle database advances and does not retain the log that other databases write. */
    public void emitHeartbeat(String prefix) {
        database.sql("select pg_logical_emit_message(false, ?, '')")
                .param(prefix)
                .query()
                .singleRow();
    }
}
