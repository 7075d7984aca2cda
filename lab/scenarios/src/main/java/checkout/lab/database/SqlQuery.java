package checkout.lab.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs single SQL statements and maps the rows they return. */
public final class SqlQuery {

    private static final int FETCH_SIZE = 10_000;
    private static final int MAX_COUNTER_EXAMPLES = 10;

    private SqlQuery() {}

    /** Receives each row in turn. */
    public interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** Makes a value of a row. */
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Reads any number of rows; within a transaction they are fetched in portions. */
    public static void forEach(Connection connection, String sql, RowReader reader, Object... parameters)
            throws SQLException {
        forEach(connection, 0, sql, reader, parameters);
    }

    private static void forEach(Connection connection, int maxRows, String sql, RowReader reader, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            statement.setFetchSize(FETCH_SIZE);
            statement.setMaxRows(maxRows);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    public static <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        List<T> values = new ArrayList<>();
        forEach(connection, sql, row -> values.add(mapper.map(row)), parameters);
        return values;
    }

    public static <T> Optional<T> first(Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        return list(connection, sql, mapper, parameters).stream().findFirst();
    }

    /** Reads the only row of a query that always returns one. */
    public static <T> T one(Connection connection, String sql, RowMapper<T> mapper, Object... parameters)
            throws SQLException {
        return list(connection, sql, mapper, parameters).getFirst();
    }

    public static long number(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getLong(1), parameters);
    }

    public static boolean isTrue(Connection connection, String sql, Object... parameters) throws SQLException {
        return one(connection, sql, row -> row.getBoolean(1), parameters);
    }

    /** The first column of the first rows: enough to show what is wrong. */
    public static List<String> counterExamples(Connection connection, String sql, Object... parameters)
            throws SQLException {
        List<String> texts = new ArrayList<>();
        forEach(connection, MAX_COUNTER_EXAMPLES, sql, row -> texts.add(row.getString(1)), parameters);
        return texts;
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
