package checkout.lab.scenario.pressure;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stranger locks the second of two items of stock, waits until inventory-service has locked the first and wants the second,
 * and then wants the first. PostgreSQL ends one of the two transactions.
 */
public final class ProvokedDeadlock implements Fault, Expectation {

    private static final String FIRST = "TEA-001";
    private static final String SECOND = "TEA-002";
    private static final String COUNTER = "select deadlocks from pg_stat_database where datname = current_database()";
    private static final Polling WANTED = new Polling(Duration.ofSeconds(30), Duration.ofMillis(10));
    private static final Polling COUNTED = new Polling(Duration.ofSeconds(10), Duration.ofMillis(100));

    private final List<String> failures = new ArrayList<>();
    private long deadlocks;

    @Override
    public void inject(ScenarioContext context) throws SQLException, InterruptedException {
        long before = context.number(COUNTER);
        try (Connection stranger = DatabaseConnections.superuser(context.stack(), context.folder())
                        .getConnection();
                Statement statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            statement.execute("select from inventory.stock where sku = '%s' for update".formatted(SECOND));
            long pid = SqlQuery.number(stranger, "select pg_backend_pid()");
            boolean wanted = WANTED.until(is -> is, () -> waitsForSecond(context, pid));
            if (!wanted) {
                failures.add("inventory-service did not want %s and %s in one transaction; give the load more lines"
                        .formatted(FIRST, SECOND));
                stranger.rollback();
                return;
            }
            wantFirst(context, stranger, statement);
        }
        long now = COUNTED.until(count -> count > before, () -> context.number(COUNTER)) - before;
        deadlocks += now;
        if (now == 0) {
            failures.add("PostgreSQL found no deadlock");
        }
    }

    private static boolean waitsForSecond(ScenarioContext context, long stranger) throws SQLException {
        return context.number("""
                select count(*) from pg_stat_activity
                where usename = 'inventory' and ? = any (pg_blocking_pids(pid))
                """, stranger) > 0;
    }

    private static void wantFirst(ScenarioContext context, Connection stranger, Statement statement)
            throws SQLException {
        try {
            statement.execute("select from inventory.stock where sku = '%s' for update".formatted(FIRST));
            context.log("a deadlock was provoked, and the other session got both rows");
        } catch (SQLException victim) {
            context.log("a deadlock was provoked, and the other session was its victim (%s)", victim.getSQLState());
        } finally {
            stranger.rollback();
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "each deadlock was one", List.copyOf(failures), Map.of("deadlocks found by PostgreSQL", deadlocks)));
    }
}
