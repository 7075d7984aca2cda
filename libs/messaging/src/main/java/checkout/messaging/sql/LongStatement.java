package checkout.messaging.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes statements that take longer than a service's usually may, such as one that moves rows between partitions. They
 * have a transaction of their own with limits of its own; only its wait for locks is limited as usual.
 */
public final class LongStatement {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Duration limit;

    /** @param limit how long the transaction may take */
    public LongStatement(JdbcTemplate jdbc, Duration limit) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(
                Objects.requireNonNull(jdbc.getDataSource(), "a template has a source")));
        this.limit = limit;
    }

    /** Executes a query for a number. */
    public int count(String sql, @Nullable Object... arguments) {
        return count(warning -> {}, sql, arguments);
    }

    /**
     * Executes a query for a number.
     *
     * @param warnings takes what the server warns of
     */
    public int count(Consumer<String> warnings, String sql, @Nullable Object... arguments) {
        return call(() -> Objects.requireNonNull(
                jdbc.execute(sql, (PreparedStatement statement) -> {
                    new ArgumentPreparedStatementSetter(arguments).setValues(statement);
                    try (ResultSet row = statement.executeQuery()) {
                        if (!row.next()) {
                            throw new IllegalStateException("The query returns no row: " + sql);
                        }
                        int number = row.getInt(1);
                        for (SQLWarning each = statement.getWarnings(); each != null; each = each.getNextWarning()) {
                            warnings.accept(String.valueOf(each.getMessage()));
                        }
                        return number;
                    }
                }),
                "the query returns a number"));
    }

    /** Executes what the work asks of the template. */
    public <T> T call(Supplier<T> work) {
        return transaction.execute(status -> {
            // the pool resets it when the connection is returned
            jdbc.execute((ConnectionCallback<Boolean>) connection -> {
                connection.setNetworkTimeout(Runnable::run, Math.toIntExact(limit.toMillis()));
                return true;
            });
            // The transaction's clock is already running, and another limit does not set it anew; only turning it off
            // stops it.
            set("0", "transaction_timeout");
            set(Long.toString(limit.toMillis()), "statement_timeout", "transaction_timeout");
            return work.get();
        });
    }

    /** Changes settings until the end of the transaction, those that this server has: PostgreSQL 16 has no transaction_timeout. */
    private void set(String value, String... names) {
        jdbc.query("select set_config(name, ?, true) from pg_settings where name = any (?)", rows -> {}, value, names);
    }
}
