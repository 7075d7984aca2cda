package checkout.payment.reconciliation;

import checkout.messaging.MessageIds;
import checkout.payment.reconciliation.ReconciliationRun.Counts;
import checkout.payment.reconciliation.ReconciliationRun.Phase;
import checkout.payment.reconciliation.ReconciliationRun.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The runs. At most one is under way, and an instance works on it for as long as it holds the lease; all times are those of
 * the database.
 */
@Repository
public class ReconciliationRuns {
    private static final int MAX_ERROR = 500;
    private static final String SELECTED =
            "*, (extract(epoch from now() - failing_since) * 1000)::bigint as failing_for_ms";

    private final JdbcTemplate jdbc;
    private final UUID instance = UUID.randomUUID();

    ReconciliationRuns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Begins a run; empty if one is under way. */
    public Optional<UUID> begin(String startedBy) {
        UUID id = MessageIds.next();
        int begun = jdbc.update(
                "insert into reconciliation_run (id, started_by) values (?, ?) on conflict do nothing", id, startedBy);
        return begun == 1 ? Optional.of(id) : Optional.empty();
    }

    /**
     * Begins a run if none is under way and the last one began long enough ago. Any number of instances may try. One that began
     * in the future was begun by a clock of the database that has been corrected since.
     */
    void beginIfDue(Duration every) {
        jdbc.update("""
                insert into reconciliation_run (id, started_by)
                select ?, 'schedule'
                where not exists (
                    select from reconciliation_run
                    where started_at > now() - ? * interval '1 millisecond' and started_at <= now())
                on conflict do nothing
                """, MessageIds.next(), every.toMillis());
    }

    /**
     * Takes the lease of the run under way, or renews it; empty if there is none, or another instance works on it. A lease that
     * lasts much longer than this one was taken by a clock of the database that has been corrected since.
     */
    Optional<ReconciliationRun> lease(Duration lease) {
        return jdbc
                .query(
                        """
                        update reconciliation_run
                        set lease_owner = ?, lease_until = now() + ? * interval '1 millisecond'
                        where state = 'RUNNING'
                          and (lease_owner = ? or lease_until is null or lease_until <= now()
                               or lease_until > now() + 2 * ? * interval '1 millisecond')
                        returning %s
                        """.formatted(SELECTED),
                        ReconciliationRuns::read,
                        instance,
                        lease.toMillis(),
                        instance,
                        lease.toMillis())
                .stream()
                .findFirst();
    }

    /** Leaves the run to any other instance at once. */
    void release() {
        jdbc.update(
                "update reconciliation_run set lease_until = now() where state = 'RUNNING' and lease_owner = ?",
                instance);
    }

    /**
     * Stores how far the run is, in the transaction of what it has done.
     *
     * @throws LeaseLostException if another instance works on the run by now, so that this transaction must not take effect
     */
    void save(ReconciliationRun run) {
        Counts counts = run.counts();
        require(
                run,
                jdbc.update(
                        """
                        update reconciliation_run
                        set phase = ?, cursor = ?, after_checkout = ?, pages = ?, compared = ?, payments = ?, suspects = ?,
                            undecided = ?, differences = ?, new_differences = ?,
                            failures = 0, failing_since = null, last_error = null
                        where id = ? and state = 'RUNNING' and lease_owner = ?
                        """,
                        run.phase().name(),
                        run.cursor(),
                        run.afterCheckout(),
                        counts.pages(),
                        counts.compared(),
                        counts.payments(),
                        counts.suspects(),
                        counts.undecided(),
                        counts.differences(),
                        counts.newDifferences(),
                        run.id(),
                        instance));
    }

    /** Stores that a request to the provider has failed. */
    void callFailed(ReconciliationRun run, String error) {
        require(run, jdbc.update("""
                        update reconciliation_run
                        set failures = failures + 1, failing_since = least(coalesce(failing_since, now()), now()),
                            last_error = ?
                        where id = ? and state = 'RUNNING' and lease_owner = ?
                        """, shortened(error), run.id(), instance));
    }

    void done(ReconciliationRun run) {
        require(run, jdbc.update("""
                        update reconciliation_run set state = 'DONE', finished_at = now(), lease_until = null
                        where id = ? and state = 'RUNNING' and lease_owner = ?
                        """, run.id(), instance));
    }

    void failed(ReconciliationRun run, String error) {
        require(run, jdbc.update("""
                        update reconciliation_run
                        set state = 'FAILED', finished_at = now(), lease_until = null, last_error = ?
                        where id = ? and state = 'RUNNING' and lease_owner = ?
                        """, shortened(error), run.id(), instance));
    }

    private static void require(ReconciliationRun run, int updated) {
        if (updated != 1) {
            throw new LeaseLostException(run.id());
        }
    }

    /** Another instance has taken the run over, because this one did not come to renew its lease in time. */
    static final class LeaseLostException extends RuntimeException {
        LeaseLostException(UUID run) {
            super("Another instance works on reconciliation %s".formatted(run));
        }
    }

    public Optional<ReconciliationRun> find(UUID id) {
        return jdbc
                .query(
                        "select %s from reconciliation_run where id = ?".formatted(SELECTED),
                        ReconciliationRuns::read,
                        id)
                .stream()
                .findFirst();
    }

    public Optional<UUID> running() {
        return jdbc.queryForList("select id from reconciliation_run where state = 'RUNNING'", UUID.class).stream()
                .findFirst();
    }

    /** The newest runs below an id. */
    public List<ReconciliationRun> page(UUID below, int limit) {
        return jdbc.query(
                "select %s from reconciliation_run where id < ? order by id desc limit ?".formatted(SELECTED),
                ReconciliationRuns::read,
                below,
                limit);
    }

    /**
     * How long ago the last run has ended without a failure or, if none has, the first one began; empty if there is no run.
     * One that ended in the future says nothing.
     */
    Optional<Duration> sinceLastSuccessOrFirstRun() {
        return jdbc.queryForList("""
                        select (extract(epoch from now() - coalesce(
                                   max(finished_at) filter (where state = 'DONE' and finished_at <= now()),
                                   least(min(started_at), now()))) * 1000)::bigint
                        from reconciliation_run having count(*) > 0
                        """, Long.class).stream().findFirst().map(Duration::ofMillis);
    }

    /** Deletes runs that ended longer ago than this; returns how many. */
    int deleteEnded(Duration keep, int limit) {
        return jdbc.update("""
                delete from reconciliation_run where id = any (array(
                    select id from reconciliation_run where finished_at < now() - ? * interval '1 millisecond' limit ?))
                """, keep.toMillis(), limit);
    }

    private static String shortened(String error) {
        return error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error;
    }

    private static ReconciliationRun read(ResultSet row, int number) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        Long failingFor = row.getObject("failing_for_ms", Long.class);
        return new ReconciliationRun(
                row.getObject("id", UUID.class),
                State.valueOf(row.getString("state")),
                Phase.valueOf(row.getString("phase")),
                row.getString("started_by"),
                row.getTimestamp("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString("cursor"),
                row.getObject("after_checkout", UUID.class),
                new Counts(
                        row.getInt("pages"),
                        row.getLong("compared"),
                        row.getLong("payments"),
                        row.getInt("suspects"),
                        row.getInt("undecided"),
                        row.getInt("differences"),
                        row.getInt("new_differences")),
                row.getInt("failures"),
                failingFor == null ? null : Duration.ofMillis(failingFor),
                row.getString("last_error"));
    }
}
