package checkout.messaging.metrics;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The replication slot of this service's database, as the service sees it: it shows that nothing is published even if the
 * relay does not run.
 */
final class OutboxSlotGauges implements GaugeSource {
    private static final Gauge EXISTS =
            new Gauge("checkout.outbox.slot.exists", null, "1 if the slot of this service's database exists");
    private static final Gauge ACTIVE =
            new Gauge("checkout.outbox.slot.active", null, "1 if a relay reads the slot of this service's database");
    private static final Gauge LAG =
            new Gauge("checkout.outbox.slot.lag", "bytes", "Log that is not confirmed to the slot yet");
    private static final Gauge RETAINED =
            new Gauge("checkout.outbox.slot.retained", "bytes", "Log that the slot keeps the server from removing");

    private final JdbcTemplate jdbc;

    OutboxSlotGauges(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "outbox-slot";
    }

    @Override
    public List<Reading> read() {
        return jdbc.query("""
                        select own.name, s.slot_name is not null, coalesce(s.active, false),
                               pg_wal_lsn_diff(pg_current_wal_lsn(), s.confirmed_flush_lsn),
                               pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn)
                        from (select 'outbox_' || current_database() as name) own
                        left join pg_replication_slots s on s.slot_name = own.name
                        """, (row, number) -> {
                    String slot = row.getString(1);
                    return List.of(
                            EXISTS.is(row.getBoolean(2) ? 1 : 0, "slot", slot),
                            ACTIVE.is(row.getBoolean(3) ? 1 : 0, "slot", slot),
                            LAG.is(Math.max(0, row.getDouble(4)), "slot", slot),
                            RETAINED.is(Math.max(0, row.getDouble(5)), "slot", slot));
                })
                .getFirst();
    }
}
