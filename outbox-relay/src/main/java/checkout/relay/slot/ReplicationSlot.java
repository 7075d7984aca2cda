package checkout.relay.slot;

import checkout.relay.settings.RelaySettings;
import checkout.relay.slot.SlotCheck.Fit;
import checkout.relay.slot.SlotCheck.Mend;
import checkout.relay.slot.SlotCheck.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The replication slot of a source as seen over a session of the relay's role. */
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
                               coalesce(s.confirmed_flush_lsn > p.noted, false) as beyond,
                               coalesce(s.confirmed_flush_lsn >= p.noted, false) as told_all,
                               coalesce(p.system_id <> i.system_id, false) as another_server,
                               p.noted::text as noted, p.noted_at,
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
        Timestamp notedAt = row.getTimestamp("noted_at");
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
                row.getBoolean("beyond"),
                row.getBoolean("told_all"),
                row.getBoolean("another_server"),
                row.getString("noted"),
                notedAt == null ? null : notedAt.toInstant());
    }

    /** Anything but the slot this relay has read so far, in a state it can go on from, is refused. */
    public SlotCheck judge(ReplicationSlotState slot) {
        if (!slot.publicationExists()) {
            return refuse(
                    "publication %s does not exist".formatted(publication),
                    "run the provisioning on this database",
                    Mend.NOT_OURS);
        }
        if (!slot.exists()) {
            return refuse("slot %s does not exist".formatted(name), replay(slot, "makes it anew"), Mend.CREATE);
        }
        if (!"pgoutput".equals(slot.plugin()) || !slot.ownDatabase().equals(slot.database())) {
            return refuse(
                    "slot %s is of plugin %s in database %s, and not of pgoutput in %s"
                            .formatted(name, slot.plugin(), slot.database(), slot.ownDatabase()),
                    "set relay.sources[].slot to the slot that provisioning made, or drop the foreign one",
                    Mend.NOT_OURS);
        }
        if (slot.isLost()) {
            return refuse(
                    "slot %s is lost (wal_status %s, invalidation_reason %s)"
                            .formatted(name, slot.walStatus(), slot.invalidation()),
                    replay(slot, "replaces it"),
                    Mend.REPLACE);
        }
        if (slot.anotherServer()) {
            return refuse(
                    "slot %s is on another server than the one this relay has read".formatted(name),
                    replay(slot, "accepts it"),
                    Mend.ACCEPT);
        }
        if (slot.confirmedBeyondNoted()) {
            return refuse(
                    "slot %s stands at %s, beyond %s which is all that this relay has confirmed: it was made anew or moved by somebody else"
                            .formatted(name, slot.confirmed(), slot.noted()),
                    replay(slot, "accepts it"),
                    Mend.ACCEPT);
        }
        return new Fit();
    }

    private static Refusal refuse(String what, String remedy, Mend mend) {
        return new Refusal(what, remedy, mend);
    }

    private String replay(ReplicationSlotState slot, String whatItDoes) {
        Instant notedAt = slot.notedAt();
        String from = notedAt == null
                ? "<before the first row that is missing>"
                : notedAt.minus(1, ChronoUnit.MINUTES)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
        return "publish again what may be missing: POST /v1/relay/replay {\"source\":\"%s\",\"from\":\"%s\",\"reason\":\"...\"}, which also %s"
                .formatted(source, from, whatItDoes);
    }

    /** Ends the reading of a relay that lost its leadership but not its connection, and tells whether anybody reads on. */
    public boolean isFreedFromFormerReader() {
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

    /** Gives an idle database something to confirm, so that its slot does not pin the log of busier neighbours. */
    public void beat(String prefix) {
        database.sql("select pg_logical_emit_message(false, ?, '')")
                .param(prefix)
                .query()
                .singleRow();
    }
}
