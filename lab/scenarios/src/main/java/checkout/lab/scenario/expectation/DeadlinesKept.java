package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** While an orchestrator lives, no saga waits long past its deadline. */
public final class DeadlinesKept implements Expectation {

    private static final long LOOK_AGAIN_MILLIS = 250;

    private final Duration patience;
    private double worstSeconds;
    private long looks;
    private long overdue;
    private String worstSaga = "";

    public DeadlinesKept(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void watch(ScenarioContext scenarioContext) throws InterruptedException, SQLException {
        try (Connection auditor = scenarioContext.auditor();
                Statement statement = auditor.createStatement()) {
            while (true) {
                look(statement);
                Thread.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    private void look(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("""
                select extract(epoch from clock_timestamp() - deadline_at),
                       format('saga %s, %s at "%s", due at %s', id, phase, step, deadline_at)
                from sagas.saga where deadline_at < clock_timestamp()
                order by deadline_at limit 1
                """)) {
            looks++;
            if (row.next()) {
                overdue++;
                if (row.getDouble(1) > worstSeconds) {
                    worstSeconds = row.getDouble(1);
                    worstSaga = row.getString(2);
                }
            }
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) {
        return List.of(new ExpectationResult(
                "no saga waits more than %d s past its deadline".formatted(patience.toSeconds()),
                worstSeconds > patience.toMillis() / 1000.0
                        ? List.of("%s was overdue by %.1f s".formatted(worstSaga, worstSeconds))
                        : List.of(),
                Map.of(
                        "looks",
                        looks,
                        "looks that found one overdue",
                        overdue,
                        "worst seconds overdue",
                        worstSeconds)));
    }
}
