package checkout.lab.scenario.outside;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody else holds the lock on a row or a table for a time. */
public final class RowLocks {

    private static final long LOOK_MILLIS = 200;
    private static final Map<String, String> LOCKS = new LinkedHashMap<>();

    static {
        LOCKS.put("stock", "select 1 from inventory.stock where sku = 'TEA-001' for update");
        LOCKS.put("wallet", "select 1 from payments.account where id = 'wallet-001' for update");
        LOCKS.put("inbox", "lock table inventory.inbox in exclusive mode");
        LOCKS.put("outbox", "lock table sagas.outbox in exclusive mode");
    }

    /** What can be locked. */
    public static final List<String> NAMES = List.copyOf(LOCKS.keySet());

    private RowLocks() {}

    public static Fault hold(String what, Duration duration) {
        String sql = LOCKS.get(what);
        if (sql == null) {
            throw new IllegalArgumentException("there is no lock named " + what);
        }
        return context -> hold(context, what, sql, duration);
    }

    /** Returns how many sessions waited at once, at the most. */
    private static long waitingFor(ScenarioContext context, long pid, Duration duration)
            throws SQLException, InterruptedException {
        long most = 0;
        try (Connection observer = DatabaseConnections.auditor(context.stack())) {
            for (long end = System.nanoTime() + duration.toNanos(); System.nanoTime() < end; ) {
                most = Math.max(
                        most,
                        SqlQuery.number(
                                observer,
                                "select count(*) from pg_stat_activity where ?::int = any (pg_blocking_pids(pid))",
                                pid));
                Thread.sleep(Math.min(LOOK_MILLIS, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
            }
        }
        context.log("at most %d sessions waited for it at once", most);
        return most;
    }

    private static void hold(ScenarioContext context, String what, String sql, Duration duration)
            throws SQLException, InterruptedException {
        try (Connection stranger =
                DatabaseConnections.superuser(context.stack(), context.folder()).getConnection()) {
            stranger.setAutoCommit(false);
            try (Statement statement = stranger.createStatement()) {
                statement.execute(sql);
            }
            long pid = SqlQuery.number(stranger, "select pg_backend_pid()");
            context.log("the %s is locked by backend %d for %.1f s", what, pid, duration.toMillis() / 1000.0);
            context.faultHadEffect(waitingFor(context, pid, duration));
            stranger.rollback();
        }
        context.log("the %s is no longer locked", what);
    }
}
