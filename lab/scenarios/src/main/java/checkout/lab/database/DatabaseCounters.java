package checkout.lab.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What the database server counts. */
public record DatabaseCounters(long walBytes, long walRecords, long fullPageImages, long commits) {

    public static DatabaseCounters read(Connection connection) throws SQLException {
        return SqlQuery.one(
                connection,
                """
                select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, w.wal_records, w.wal_fpi, d.xact_commit
                from pg_stat_wal w, pg_stat_database d
                where d.datname = current_database()
                """,
                row -> new DatabaseCounters(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
    }

    public DatabaseCounters since(DatabaseCounters earlier) {
        return new DatabaseCounters(
                walBytes - earlier.walBytes,
                walRecords - earlier.walRecords,
                fullPageImages - earlier.fullPageImages,
                commits - earlier.commits);
    }
}
