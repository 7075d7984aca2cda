package checkout.payment.reconciliation.difference;

import checkout.messaging.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The checkouts that a run looks at again, each when its time has come by the database's clock. */
@Repository
public class Suspects {
    private final JdbcTemplate jdbc;

    Suspects(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A checkout that is looked at again.
     *
     * @param kinds what differed at the look before; empty if the payment was under way
     * @param looks how often it was looked at again without a result
     */
    public record Suspect(UUID checkoutId, Set<DifferenceKind> kinds, int looks) {}

    /** A checkout to be looked at again after a wait. */
    public record Suspicion(UUID checkoutId, Set<DifferenceKind> kinds, Duration lookAfter) {}

    /** Adds suspects and returns how many of them are new. */
    public int add(UUID run, Collection<Suspicion> suspicions) {
        if (suspicions.isEmpty()) {
            return 0;
        }
        return jdbc.update(
                """
                insert into reconciliation_suspect (run_id, checkout_id, kinds, due_at)
                select run_id, checkout_id, string_to_array(kinds, ','), now() + wait_ms * interval '1 millisecond'
                from unnest(?::uuid[], ?::uuid[], ?::text[], ?::bigint[]) as new (run_id, checkout_id, kinds, wait_ms)
                on conflict do nothing
                """,
                Columns.of(suspicions)
                        .uuid(suspicion -> run)
                        .uuid(Suspicion::checkoutId)
                        .text(suspicion -> joined(suspicion.kinds()))
                        .bigint(suspicion -> suspicion.lookAfter().toMillis()));
    }

    /** Adds the checkouts of all open differences, so that one that is gone is noticed. Returns how many are new. */
    public int addOpenDifferences(UUID run) {
        return jdbc.update("""
                insert into reconciliation_suspect (run_id, checkout_id, kinds, due_at)
                select ?, checkout_id, array_agg(kind), now()
                from reconciliation_difference where status = 'OPEN'
                group by checkout_id
                on conflict do nothing
                """, run);
    }

    /** Marks our payments as found in the provider's ledger. */
    public void seen(UUID run, Collection<UUID> checkouts) {
        if (!checkouts.isEmpty()) {
            jdbc.update("""
                    insert into reconciliation_seen (run_id, checkout_id)
                    select * from unnest(?::uuid[], ?::uuid[]) on conflict do nothing
                    """, Columns.of(checkouts).uuid(checkout -> run).uuid(checkout -> checkout));
        }
    }

    /** The suspect that is due longest; empty if none is due. */
    public Optional<Suspect> due(UUID run) {
        return jdbc
                .query("""
                        select checkout_id, kinds, looks from reconciliation_suspect
                        where run_id = ? and due_at <= now() order by due_at limit 1
                        """, (row, number) -> new Suspect(row.getObject(1, UUID.class), kinds(row), row.getInt(3)), run)
                .stream()
                .findFirst();
    }

    /** How long until a suspect is due; empty if there is none. */
    public Optional<Duration> nextDueIn(UUID run) {
        List<Long> millis = jdbc.queryForList("""
                select ceil(extract(epoch from min(due_at) - now()) * 1000)::bigint from reconciliation_suspect
                where run_id = ? having count(*) > 0
                """, Long.class, run);
        return millis.stream().findFirst().map(Duration::ofMillis);
    }

    /** Makes all suspects due, because their times are those of a clock that has been corrected since. */
    public void makeDue(UUID run) {
        jdbc.update("update reconciliation_suspect set due_at = now() where run_id = ?", run);
    }

    /** Looks at a suspect again after a wait. */
    public void postpone(UUID run, Suspect suspect, Set<DifferenceKind> kinds, Duration wait) {
        jdbc.update("""
                update reconciliation_suspect
                set kinds = string_to_array(?, ','), looks = ?, due_at = now() + ? * interval '1 millisecond'
                where run_id = ? and checkout_id = ?
                """, joined(kinds), suspect.looks() + 1, wait.toMillis(), run, suspect.checkoutId());
    }

    public void remove(UUID run, UUID checkout) {
        jdbc.update("delete from reconciliation_suspect where run_id = ? and checkout_id = ?", run, checkout);
    }

    /** Deletes what runs that have ended have left; returns how many rows. */
    public int deleteOfEndedRuns(int limit) {
        return deleteOfEndedRuns("reconciliation_seen", limit) + deleteOfEndedRuns("reconciliation_suspect", limit);
    }

    private int deleteOfEndedRuns(String table, int limit) {
        return jdbc.update("""
                delete from %s where ctid = any (array(
                    select ctid from %s
                    where run_id not in (select id from reconciliation_run where state = 'RUNNING') limit ?))
                """.formatted(table, table), limit);
    }

    private static String joined(Set<DifferenceKind> kinds) {
        return kinds.stream().map(Enum::name).collect(Collectors.joining(","));
    }

    /** A kind of an earlier version that is not known any more is forgotten: it must be seen again twice. */
    private static Set<DifferenceKind> kinds(ResultSet row) throws SQLException {
        Set<String> names = Set.of((String[]) row.getArray("kinds").getArray());
        return Arrays.stream(DifferenceKind.values())
                .filter(kind -> names.contains(kind.name()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DifferenceKind.class)));
    }
}
