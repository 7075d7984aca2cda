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
 * Statements that go to the database together and whose results come back together, executed in their order. With small
 * batches the way there and back costs more than the statements do.
 *
 * <p>A question with a long result goes last: while the database sends one, it reads nothing more.
 */
public final class RoundTrip {
    private static final String COMMIT = "commit";

    private final JdbcTemplate jdbc;
    private final List<Statement<?>> statements = new ArrayList<>();

    public RoundTrip(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a statement brings, once the trip is made. */
    public static final class Result<T> implements Supplier<T> {
        private final ResultSetExtractor<T> reader;
        private @Nullable T value;

        private Result(ResultSetExtractor<T> reader) {
            this.reader = reader;
        }

        @Override
        public T get() {
            if (value == null) {
                throw new IllegalStateException("The trip that brings this is not made yet");
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

    public void execute() {
        if (!statements.isEmpty()) {
            String sql =
                    String.join(";\n", statements.stream().map(Statement::sql).toList());
            jdbc.execute(sql, (PreparedStatementCallback<RoundTrip>) this::exchange);
        }
    }

    /**
     * Makes the trip and has it end the transaction, so that no further trip is needed for that. Whoever manages the
     * transaction commits as ever, and finds nothing left to do.
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
                    throw new InvalidDataAccessApiUsageException("This brings no rows: " + each.sql());
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
