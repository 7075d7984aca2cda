package checkout.messaging.retention;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Calls a function that may take minutes, such as one that moves rows between partitions. It has a transaction of its own
 * with limits of its own; only its wait for locks is limited as usual.
 */
final class LongStatement {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    LongStatement(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(
                Objects.requireNonNull(jdbc.getDataSource(), "a template has a source")));
    }

    /** Executes a query for a number. */
    int count(String sql, @Nullable Object... arguments) {
        return transaction.execute(status -> {
            // the pool resets it when the connection is returned
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LIMIT.toMillis()));
                return true;
            });
            // PostgreSQL 16 has no transaction_timeout
            jdbc.query("""
                    select set_config(name, ?, true) from pg_settings
                    where name in ('statement_timeout', 'transaction_timeout')
                    """, rows -> {}, Long.toString(LIMIT.toMillis()));
            return Objects.requireNonNull(
                    jdbc.queryForObject(sql, Integer.class, arguments), "the query returns a number");
        });
    }
}
