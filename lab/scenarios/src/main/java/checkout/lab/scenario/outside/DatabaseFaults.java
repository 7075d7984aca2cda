package checkout.lab.scenario.outside;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.fault.Fault;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults of the database that an administrator or another system causes. */
public final class DatabaseFaults {

    private static final String ALL = "all";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final int MOST_CONNECTIONS = 2_000;

    /** Whose sessions can be ended. */
    public static final List<String> SESSIONS = Stream.concat(
                    DatabaseConnections.SERVICE_SCHEMAS.stream(), Stream.of("relay", ALL))
            .toList();

    private DatabaseFaults() {}

    /** Ends all sessions of a service's role, or of everybody but the lab's own users. */
    public static Fault terminateBackends(String role) {
        return context -> {
            try (Connection administrator = superuser(context)) {
                long ended = SqlQuery.number(administrator, """
                        select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                        where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()
                          and usename not in ('postgres', 'auditor') and (? or usename = ?)
                        """, role.equals(ALL), role);
                context.faultHadEffect(ended);
                context.log("%d sessions of %s were terminated", ended, role);
            }
        };
    }

    /** Another system opens connections until the server accepts no more, and closes them later. */
    public static Fault exhaustConnections(Duration duration) {
        return context -> {
            List<Connection> open = new ArrayList<>();
            try {
                openAll(context, open);
                context.log(
                        "another system has opened %d connections and keeps them for %.1f s",
                        open.size(), duration.toMillis() / 1000.0);
                Thread.sleep(duration);
            } finally {
                for (Connection each : open) {
                    each.close();
                }
            }
            context.log("its connections are closed");
        };
    }

    private static void openAll(ScenarioContext context, List<Connection> open) throws SQLException {
        while (open.size() < MOST_CONNECTIONS) {
            try {
                open.add(DatabaseConnections.auditor(context.stack()));
            } catch (SQLException e) {
                if (TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                    return;
                }
                throw e;
            }
        }
    }

    private static Connection superuser(ScenarioContext context) throws SQLException {
        return DatabaseConnections.superuser(context.stack(), context.folder()).getConnection();
    }
}
