package checkout.lab.scenario.context;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.StateDirectory;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario, as its load, faults and expectations see it.
 *
 * @param duration how long faults last that have no end of their own
 * @param times how often counted faults are injected
 * @param responseTimes of the requests that submit checkouts
 */
public record ScenarioContext(
        StateDirectory folder,
        LocalStack stack,
        long seed,
        Duration duration,
        int times,
        Instant began,
        ScenarioProcesses processes,
        AcceptedCheckouts acceptedCheckouts,
        ResponseTimes responseTimes,
        ScenarioEventLog eventLog) {

    /** Random choices for one purpose, the same in every run with the same seed. */
    public SeededRandom random(String purpose) {
        return SeededRandom.of(seed, purpose);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is not on the class path
    public void log(String format, @Nullable Object... arguments) {
        eventLog.log(format.formatted(arguments));
    }

    public Connection auditor() throws SQLException {
        return DatabaseConnections.auditor(stack);
    }

    public Connection role(String role) throws SQLException {
        return DatabaseConnections.role(stack, folder, role);
    }

    /** Reads the first of the rows that break an expectation. */
    public List<String> counterExamples(String sql, Object... parameters) throws SQLException {
        try (Connection auditor = auditor()) {
            return SqlQuery.counterExamples(auditor, sql, parameters);
        }
    }

    public long number(String sql, Object... parameters) throws SQLException {
        try (Connection auditor = auditor()) {
            return SqlQuery.number(auditor, sql, parameters);
        }
    }

    /** The settings of a Kafka client that may read everything and write nothing. */
    public Map<String, Object> kafkaAuditor() {
        return stack.kafkaClient("auditor");
    }

    /** The settings of a Kafka client that may do everything, as a stranger's tool or a mistaken administrator. */
    public Map<String, Object> kafkaAdmin() {
        return stack.kafkaClient("admin");
    }

    /** The lowest id that a message or an order of this run can have, because an id starts with its timestamp. */
    public String lowestId() {
        String hex = "%012x".formatted(began.toEpochMilli());
        return hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-000000000000";
    }
}
