package checkout.lab.audit;

import checkout.lab.database.SqlQuery;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The databases of a system in which each service has its own. Invariants compare tables of several services, so the tables that
 * they name are copied into one database.
 */
final class ServiceDatabases {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** Whether something is in progress, in the database of a service. Orders end first, then their sagas. */
    private static final List<InProgress> IN_PROGRESS = List.of(
            new InProgress("orders", InvariantAudit.ORDERS_IN_PROGRESS),
            new InProgress("sagas", InvariantAudit.SAGAS_IN_PROGRESS));

    private static final int ROWS_AT_ONCE = 1_000;
    private static final Pattern TABLE = Pattern.compile("\\b(orders|inventory|payments|sagas)\\.([a-z_]+)");

    private final Databases databases;

    ServiceDatabases(Databases databases) {
        this.databases = databases;
    }

    private record InProgress(String schema, String question) {}

    /** Connects to the database of a service, by the name of its schema. */
    interface Databases {
        Connection connect(String schema) throws SQLException;
    }

    /** The tables that the invariants name, by schema. */
    static Map<String, Set<String>> tables() {
        Map<String, Set<String>> tables = new TreeMap<>();
        Stream.concat(
                        InvariantAudit.INVARIANTS.stream().map(Invariant::counterExamples),
                        Stream.of(ProviderComparison.PAYMENTS, ProviderComparison.REJECTED))
                .flatMap(sql -> TABLE.matcher(sql).results())
                .forEach(found -> add(tables, found));
        return tables;
    }

    private static void add(Map<String, Set<String>> tables, MatchResult found) {
        tables.computeIfAbsent(found.group(1), schema -> new TreeSet<>()).add(found.group(2));
    }

    /** Waits until all checkouts and their sagas have ended or the time has passed. */
    void awaitRest(Duration timeout) throws SQLException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (InProgress each : IN_PROGRESS) {
            try (Connection database = databases.connect(each.schema())) {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                boolean unused = new Polling(left, POLL_INTERVAL)
                        .until(inProgress -> !inProgress, () -> SqlQuery.isTrue(database, each.question()));
            }
        }
    }

    /** Copies the tables into a database without them; those of a service as they are at one moment. */
    void copyInto(Connection copy) throws SQLException {
        for (Map.Entry<String, Set<String>> each : tables().entrySet()) {
            execute(copy, "create schema " + each.getKey());
            try (Connection service = databases.connect(each.getKey())) {
                service.setAutoCommit(false);
                service.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                for (String table : each.getValue()) {
                    copy(service, each.getKey() + "." + table, copy);
                }
                service.rollback();
            }
        }
    }

    /** What only looks like a table, such as a column behind an alias, is in no database. */
    private static void copy(Connection service, String table, Connection copy) throws SQLException {
        List<String> columns = SqlQuery.list(service, """
                select quote_ident(attname), format_type(atttypid, atttypmod) from pg_attribute
                where attrelid = to_regclass(?) and attnum > 0 and not attisdropped order by attnum
                """, row -> row.getString(1) + " " + row.getString(2), table);
        if (columns.isEmpty()) {
            return;
        }
        execute(copy, "create table %s (%s)".formatted(table, String.join(", ", columns)));
        copy.setAutoCommit(false);
        try (Statement read = service.createStatement();
                PreparedStatement write =
                        copy.prepareStatement("insert into %s select * from jsonb_populate_record(null::%s, ?::jsonb)"
                                .formatted(table, table))) {
            // without this the driver would hold the whole table in memory
            read.setFetchSize(ROWS_AT_ONCE);
            ResultSet rows = read.executeQuery("select to_jsonb(t)::text from %s t".formatted(table));
            for (int number = 1; rows.next(); number++) {
                write.setString(1, rows.getString(1));
                write.addBatch();
                if (number % ROWS_AT_ONCE == 0) {
                    write.executeBatch();
                }
            }
            write.executeBatch();
        }
        copy.commit();
        copy.setAutoCommit(true);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
