package checkout.lab.scenario.growth;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.scenario.expectation.ResultTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes at one time of everything that must not grow forever, summed over the schemas of all services. */
record SizeSample(
        double seconds,
        long outboxRows,
        long outboxBytes,
        long inboxRows,
        long inboxBytes,
        long keyRows,
        long keyBytes,
        long slotBytes,
        long orders) {

    private static final double MEGABYTE = 1_000_000;

    /**
     * Reads rows, and bytes including all partitions and indexes; the WAL bytes that the relay's slot retains; and orders,
     * which do grow.
     */
    static SizeSample take(Connection auditor, double seconds) throws SQLException {
        return SqlQuery.one(
                auditor,
                """
                select %s, %s, %s, %s,
                       (select count(*) from orders.idempotency_key),
                       pg_total_relation_size('orders.idempotency_key'),
                       (select max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn))::bigint from pg_replication_slots
                        where database = current_database()),
                       (select count(*) from orders.orders)
                """.formatted(rows("outbox"), bytes("outbox"), rows("inbox"), bytes("inbox")),
                row -> new SizeSample(
                        seconds,
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getLong(8)));
    }

    private static String rows(String table) {
        return sum("(select count(*) from %s.%s)", table);
    }

    /** A partition may be dropped after it was listed and before it is measured; its size is null then. */
    private static String bytes(String table) {
        return sum(
                "(select coalesce(sum(pg_total_relation_size(relid)), 0)::bigint from pg_partition_tree('%s.%s'))",
                table);
    }

    private static String sum(String query, String table) {
        return DatabaseConnections.SERVICE_SCHEMAS.stream()
                .map(schema -> query.formatted(schema, table))
                .collect(Collectors.joining(" + "));
    }

    static ResultTable table(List<SizeSample> samples) {
        return new ResultTable(
                List.of(
                        "seconds",
                        "outbox rows",
                        "outbox MB",
                        "inbox rows",
                        "inbox MB",
                        "keys",
                        "keys MB",
                        "slot MB",
                        "orders"),
                samples.stream().map(SizeSample::cells).toList());
    }

    private List<Object> cells() {
        return List.of(
                Math.round(seconds),
                outboxRows,
                outboxBytes / MEGABYTE,
                inboxRows,
                inboxBytes / MEGABYTE,
                keyRows,
                keyBytes / MEGABYTE,
                slotBytes / MEGABYTE,
                orders);
    }
}
