package checkout.saga.runtime.drive;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Damages a row as a broken disk does: PostgreSQL itself cannot read the saga's data any more. */
final class DamagedRow {
    private DamagedRow() {}

    /** A long value is stored beside the table, in chunks, which are taken away here. */
    static void damage(DataSource superuser, UUID saga) {
        JdbcTemplate jdbc = new JdbcTemplate(superuser);
        String chunks = jdbc.queryForObject(
                "select reltoastrelid::regclass::text from pg_class where oid = 'sagas.saga'::regclass", String.class);
        new TransactionTemplate(new JdbcTransactionManager(superuser)).executeWithoutResult(status -> {
            jdbc.execute("alter table sagas.saga alter column data set storage external");
            jdbc.update("update sagas.saga set data = data || repeat(' ', 4000) where id = ?", saga);
            jdbc.execute("alter table sagas.saga alter column data set storage extended");
            Long value = jdbc.queryForObject(
                    "select pg_column_toast_chunk_id(data)::int8 from sagas.saga where id = ?", Long.class, saga);
            jdbc.execute("set local allow_system_table_mods = on");
            // PostgreSQL lets nobody change the chunks of a table as long as it takes them for that
            takeFor('r', chunks, jdbc);
            jdbc.update("delete from %s where chunk_id = ?::int8::oid".formatted(chunks), requireNonNull(value));
            takeFor('t', chunks, jdbc);
        });
        // a chunk that is deleted can be read until it is vacuumed, which has to wait for the transactions that run
        await().until(() -> {
            jdbc.execute("vacuum " + chunks);
            return !isReadable(saga, jdbc);
        });
    }

    private static void takeFor(char kind, String chunks, JdbcTemplate jdbc) {
        jdbc.update("update pg_class set relkind = ?::\"char\" where oid = ?::regclass", String.valueOf(kind), chunks);
    }

    private static boolean isReadable(UUID saga, JdbcTemplate jdbc) {
        try {
            jdbc.queryForObject("select data from sagas.saga where id = ?", String.class, saga);
            return true;
        } catch (DataAccessException damaged) {
            return false;
        }
    }
}
