package checkout.lab.scenario.expectation;

import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** No saga waits long past its deadline as long as an orchestrator is running. */
public final class NoMissedDeadlines implements Expectation {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);

    private final Duration tolerance;
    private double worstSeconds;
    private long polls;
    private long overdue;
    private String worstSaga = "";

    public NoMissedDeadlines(Duration tolerance) {
        this.tolerance = tolerance;
    }

    @Override
    public void watch(ScenarioContext context) throws InterruptedException, SQLException {
        try (Connection auditor = context.auditor()) {
            while (true) {
                poll(auditor);
                Thread.sleep(POLL_INTERVAL);
            }
        }
    }

    private void poll(Connection auditor) throws SQLException {
        polls++;
        SqlQuery.forEach(auditor, """
                select extract(epoch from clock_timestamp() - deadline_at),
                       format('saga %s, %s at "%s", due at %s', id, phase, step, deadline_at)
                from sagas.saga where deadline_at < clock_timestamp()
                order by deadline_at limit 1
                """, row -> {
            overdue++;
            if (row.getDouble(1) > worstSeconds) {
                worstSeconds = row.getDouble(1);
                worstSaga = row.getString(2);
            }
        });
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "no saga waits more than %d s past its deadline".formatted(tolerance.toSeconds()),
                worstSeconds > tolerance.toMillis() / 1000.0
                        ? List.of("%s was overdue by %.1f s".formatted(worstSaga, worstSeconds))
                        : List.of(),
                Map.of(
                        "polls",
                        polls,
                        "polls that found an overdue saga",
                        overdue,
                        "worst seconds overdue",
                        worstSeconds)));
    }
}
