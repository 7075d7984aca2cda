package checkout.lab.scenario.context;

import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StateDirectory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * One run of a scenario, as its load, faults and expectations see it.
 *
 * @param length how long those faults last that have no end of their own
 * @param times how often those strike that are counted
 */
public record ScenarioContext(
        StateDirectory folder,
        LocalStack stack,
        long seed,
        Duration length,
        int times,
        Instant began,
        ScenarioProcesses scenarioProcesses,
        AcceptedCheckouts promises,
        EventLog eventLog) {

    public SeededRandom dice(String player) {
        return SeededRandom.of(seed, player);
    }

    /** Reads everything, writes nothing. */
    public Connection auditor() throws SQLException {
        DatabaseLogin auditor = stack.credentials().auditor();
        return DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password());
    }

    /** The role of a service, with no more rights than it has. */
    public Connection as(String role) throws SQLException {
        String password = folder.secrets()
                .orElseThrow(() -> new StackException("The stack is not up; start it with ./checkout up --detach."))
                .roles()
                .of(role);
        return DriverManager.getConnection(stack.credentials().auditor().url(), role, password);
    }

    public String kafka() {
        return "127.0.0.1:" + stack.ports().of(KafkaPart.NAME);
    }

    /** The lowest id that a message or an order of this run can have: ids begin with their time. */
    public String lowestId() {
        String hex = "%012x".formatted(began.toEpochMilli());
        return hex.substring(0, 8) + "-" + hex.substring(8) + "-7000-8000-000000000000";
    }
}
