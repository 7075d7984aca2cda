package checkout.messaging.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * Statements that are sent to the database together and executed in order, with one network round trip for all. In small
 * batches the round trip costs more than the statements.
 *
 * <p>Add a query with a long result last, because the database reads no further statement while it sends a result.
 */
public final class RoundTrip {
    private static final String COMMIT = "commit";

    private final JdbcTemplate jdbc;
    private final List<Statement<?>> statements = new ArrayList<>();

    public RoundTrip(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The result of a query, available after the round trip. */
    public static final class Result<T> implements Supplier<T> {
        private final ResultSetExtractor<T> reader;
        private @Nullable T value;

        private Result(ResultSetExtractor<T> reader) {
            this.reader = reader;
        }

        @Override
        public T get() {
            if (value == null) {
                throw new IllegalStateException("The round trip of this query is not made yet");
            }
            return value;
        }

        private void read(ResultSet rows) throws SQLException {
            value = reader.extractData(rows);
        }
    }

    private record Statement<T>(
            String sql,
            @Nullable Columns<?> columns,
            @Nullable Result<T> result) {

        int bind(PreparedStatement statement, int from) throws SQLException {
            return columns == null ? from : columns.bind(statement, from);
        }
    }

    public <T> Result<T> query(String sql, Columns<?> columns, ResultSetExtractor<T> reader) {
        Result<T> result = new Result<>(reader);
        statements.add(new Statement<>(sql, columns, result));
        return result;
    }

    public RoundTrip update(String sql, Columns<?> columns) {
        statements.add(new Statement<>(sql, columns, null));
        return this;
    }

    /** Adds a statement without parameters. */
    public RoundTrip update(String sql) {
        statements.add(new Statement<>(sql, null, null));
        return this;
    }

    public void execute() {
        if (!statements.isEmpty()) {
            String sql =
                    String.join(";\n", statements.stream().map(Statement::sql).toList());
            jdbc.execute(sql, (PreparedStatementCallback<RoundTrip>) this::exchange);
        }
    }

    /**
     * Executes the statements and commits in the same round trip. The transaction manager commits as usual and finds
     * nothing left to do.
     */
    public void executeAndCommit() {
        statements.add(new Statement<>(COMMIT, null, null));
        execute();
    }

    private RoundTrip exchange(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (Statement<?> each : statements) {
            next = each.bind(statement, next);
        }
        boolean rows = statement.execute();
        for (Statement<?> each : statements) {
            if (each.result() != null) {
                if (!rows) {
                    throw new InvalidDataAccessApiUsageException("The statement returns no rows: " + each.sql());
                }
                try (ResultSet result = statement.getResultSet()) {
                    each.result().read(result);
                }
            }
            rows = statement.getMoreResults();
        }
        return this;
    }
}
