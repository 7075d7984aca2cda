package checkout.lab.database;

import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Counts the connections on both sides of PgBouncer. */
public final class PooledConnections implements AutoCloseable {

    private static final List<String> CLIENTS = List.of("cl_active", "cl_waiting");
    private static final List<String> SERVERS = List.of("sv_active", "sv_idle", "sv_used", "sv_tested", "sv_login");

    private final Connection statistics;
    private final Connection database;

    public PooledConnections(LocalStack stack) throws SQLException {
        DatabaseLogin auditor = stack.credentials().auditor();
        this.statistics = DriverManager.getConnection(
                DatabaseConnections.pgbouncer(stack).statisticsUrl(), auditor.username(), auditor.password());
        this.database = DatabaseConnections.auditor(stack);
    }

    /**
     * The connections at one moment.
     *
     * @param clients connections of clients to PgBouncer
     * @param waiting those of them that wait for a connection to the server
     * @param servers connections of PgBouncer to the server, as PgBouncer counts them
     * @param sessions sessions of the services' roles, as the server counts them
     */
    public record Counts(int clients, int waiting, int servers, int sessions) {
        @Override
        public String toString() {
            return "%,d client connections, %d of them waiting; %d server connections, %d sessions"
                    .formatted(clients, waiting, servers, sessions);
        }
    }

    public Counts count() throws SQLException {
        int clients = 0;
        int waiting = 0;
        int servers = 0;
        try (var statement = statistics.createStatement();
                ResultSet pool = statement.executeQuery("show pools")) {
            while (pool.next()) {
                if (DatabaseConnections.SERVICE_SCHEMAS.contains(pool.getString("database"))) {
                    clients += sum(pool, CLIENTS);
                    waiting += pool.getInt("cl_waiting");
                    servers += sum(pool, SERVERS);
                }
            }
        }
        return new Counts(clients, waiting, servers, sessions());
    }

    private static int sum(ResultSet row, List<String> columns) throws SQLException {
        int sum = 0;
        for (String column : columns) {
            sum += row.getInt(column);
        }
        return sum;
    }

    private int sessions() throws SQLException {
        return Math.toIntExact(SqlQuery.number(
                database, "select count(*) from pg_stat_activity where usename::text = any (?)", (Object)
                        DatabaseConnections.SERVICE_SCHEMAS.toArray(String[]::new)));
    }

    @Override
    public void close() throws SQLException {
        statistics.close();
        database.close();
    }
}
