package checkout.relay.replay;

import checkout.relay.publish.CommittedOutboxRow;
import checkout.relay.publish.UuidV7;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;

/**
 * Reads the outbox rows of a database that retention has not dropped yet.
 *
 * <p>The driver limits what it fetches by rows, not by bytes. So the ids and sizes are fetched first, and then the rows of as many ids as fit together.
 */
final class RetainedOutboxRows {

    private static final int CHUNK_SIZE = 500;

    private final DataSource database;
    private final String publication;
    private final long maxChunkBytes;

    /** @param maxChunkBytes how many bytes of rows are read together; a larger row is read alone */
    RetainedOutboxRows(DataSource database, String publication, long maxChunkBytes) {
        this.database = database;
        this.publication = publication;
        this.maxChunkBytes = maxChunkBytes;
    }

    /** The id of a row, and roughly how many bytes the row takes. */
    private record SizedRow(UUID id, long bytes) {}

    /**
     * Passes the rows of a window that are committed now to the consumer in chunks, ordered by id across all schemas.
     *
     * @param beforeRows is called first, with a position of the log that follows the commits of all these rows
     */
    void read(ReplayWindow window, Consumer<String> beforeRows, Consumer<List<CommittedOutboxRow>> chunks) {
        List<String> schemas = publishedSchemas();
        if (schemas.isEmpty()) {
            // to have read nothing would count as having found nothing to replay
            throw new ReplayRefusedException(
                    "Publication %s contains no table named outbox: run the provisioning for this database, and replay again"
                            .formatted(publication));
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false); // the driver fetches in portions only within a transaction
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            beforeRows.accept(snapshot(connection));
            try (PreparedStatement sizes = connection.prepareStatement(sizes(schemas));
                    PreparedStatement select = connection.prepareStatement(rows(schemas))) {
                sizes.setFetchSize(CHUNK_SIZE);
                for (int i = 0; i < schemas.size(); i++) {
                    sizes.setObject(2 * i + 1, window.firstId());
                    sizes.setObject(2 * i + 2, window.lastId());
                }
                try (ResultSet found = sizes.executeQuery()) {
                    passOn(found, ids -> chunks.accept(rows(select, schemas.size(), ids)));
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new SQLErrorCodeSQLExceptionTranslator().translate("read the retained outbox rows", null, e);
        }
    }

    // the first statement takes the snapshot, and then computes the position: what the snapshot shows was committed
    // before it
    private static String snapshot(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_current_wal_insert_lsn()::text");
                ResultSet position = select.executeQuery()) {
            position.next();
            return position.getString(1);
        }
    }

    /** For each table whose oldest partition begins after the time: that rows of the time before are not retained, or never were. */
    List<String> notRetained(Instant since) {
        return JdbcClient.create(database)
                .sql("""
                        select t.schemaname as schema,
                               min(substring(pg_get_expr(c.relpartbound, c.oid) from 'FROM \\(''([0-9a-f-]{36})''\\)')) as first_id
                          from pg_publication_tables t
                          join pg_inherits i on i.inhparent = format('%I.%I', t.schemaname, t.tablename)::regclass
                          join pg_class c on c.oid = i.inhrelid
                         where t.pubname = ? and t.tablename = 'outbox'
                         group by t.schemaname order by t.schemaname
                        """)
                .param(publication)
                .query((row, number) -> beginning(row.getString("schema"), row.getString("first_id"), since))
                .list()
                .stream()
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String beginning(String schema, @Nullable String firstId, Instant since) {
        if (firstId == null) {
            return "";
        }
        Instant begins = UuidV7.createdAt(UUID.fromString(firstId));
        return since.isBefore(begins) ? "%s before %s".formatted(schema, begins) : "";
    }

    /** What {@code rows} reads of the ids of a chunk. */
    @FunctionalInterface
    private interface Chunks {
        void accept(List<UUID> ids) throws SQLException;
    }

    private void passOn(ResultSet found, Chunks chunks) throws SQLException {
        List<UUID> ids = new ArrayList<>(CHUNK_SIZE);
        long bytes = 0;
        while (found.next()) {
            SizedRow row = new SizedRow(found.getObject(1, UUID.class), found.getLong(2));
            if (!ids.isEmpty() && (ids.size() == CHUNK_SIZE || bytes + row.bytes() > maxChunkBytes)) {
                chunks.accept(List.copyOf(ids));
                ids.clear();
                bytes = 0;
            }
            ids.add(row.id());
            bytes += row.bytes();
        }
        if (!ids.isEmpty()) {
            chunks.accept(ids);
        }
    }

    private static List<CommittedOutboxRow> rows(PreparedStatement select, int schemas, List<UUID> ids)
            throws SQLException {
        Array all = select.getConnection().createArrayOf("uuid", ids.toArray());
        for (int i = 1; i <= schemas; i++) {
            select.setArray(i, all);
        }
        List<CommittedOutboxRow> chunk = new ArrayList<>(ids.size());
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                chunk.add(row(rows));
            }
        }
        return chunk;
    }

    private List<String> publishedSchemas() {
        return JdbcClient.create(database)
                .sql("""
                        select schemaname from pg_publication_tables
                         where pubname = ? and tablename = 'outbox' order by schemaname
                        """)
                .param(publication)
                .query(String.class)
                .list();
    }

    private static String sizes(List<String> schemas) {
        return union(schemas, """
                        select id, %2$d + octet_length(payload)::bigint + coalesce(octet_length(headers), 0)
                          from "%1$s".outbox where id between ? and ?
                        """);
    }

    private static String rows(List<String> schemas) {
        return union(schemas, """
                        select '%1$s' as schema, id, topic, message_key, type, saga_id::text, step, action, attempt, traceparent, headers, payload
                          from "%1$s".outbox where id = any (?)
                        """);
    }

    private static String union(List<String> schemas, String ofOne) {
        return schemas.stream()
                .map(schema -> ofOne.formatted(schema, CommittedOutboxRow.OVERHEAD_BYTES))
                .collect(Collectors.joining("union all\n", "", "order by id"));
    }

    private static CommittedOutboxRow row(ResultSet row) throws SQLException {
        return new CommittedOutboxRow(
                row.getString("schema"),
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("saga_id"),
                row.getString("step"),
                row.getString("action"),
                row.getObject("attempt", Integer.class),
                row.getString("traceparent"),
                row.getString("headers"),
                row.getString("payload"),
                null);
    }
}
