package checkout.messaging.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.PreparedStatementSetter;

/**
 * Binds a list of rows as one array per column, for {@code select * from unnest(?::uuid[], ?::text[])}. The statement is
 * the same for any number of rows, so the server plans it once.
 */
public final class Columns<R> implements PreparedStatementSetter {
    private final Collection<R> rows;
    private final List<Column<R>> columns = new ArrayList<>();

    /** The driver sends a typed array of strings or numbers in binary; any other array as text, which it must escape. */
    private record Column<R>(
            String type, IntFunction<@Nullable Object[]> array, Function<R, ? extends @Nullable Object> value) {

        @Nullable
        Object[] of(Collection<R> rows) {
            @Nullable Object[] values = array.apply(rows.size());
            int i = 0;
            for (R row : rows) {
                values[i++] = value.apply(row);
            }
            return values;
        }
    }

    private Columns(Collection<R> rows) {
        this.rows = rows;
    }

    public static <R> Columns<R> of(Collection<R> rows) {
        return new Columns<>(rows);
    }

    public Columns<R> uuid(Function<R, @Nullable UUID> value) {
        return column("uuid", UUID[]::new, value);
    }

    public Columns<R> text(Function<R, @Nullable String> value) {
        return column("text", String[]::new, value);
    }

    public Columns<R> integer(Function<R, @Nullable Integer> value) {
        return column("int4", Integer[]::new, value);
    }

    public Columns<R> bigint(Function<R, @Nullable Long> value) {
        return column("int8", Long[]::new, value);
    }

    public Columns<R> bool(Function<R, @Nullable Boolean> value) {
        return column("bool", Boolean[]::new, value);
    }

    public Columns<R> timestamp(Function<R, @Nullable Instant> value) {
        return column("timestamptz", String[]::new, row -> {
            Instant instant = value.apply(row);
            return instant == null ? null : instant.toString();
        });
    }

    private Columns<R> column(
            String type, IntFunction<@Nullable Object[]> array, Function<R, ? extends @Nullable Object> value) {
        columns.add(new Column<>(type, array, value));
        return this;
    }

    @Override
    public void setValues(PreparedStatement statement) throws SQLException {
        bind(statement, 1);
    }

    /** Binds the columns from this parameter on and returns the number of the next one. */
    int bind(PreparedStatement statement, int from) throws SQLException {
        int index = from;
        for (Column<R> column : columns) {
            statement.setArray(index++, statement.getConnection().createArrayOf(column.type(), column.of(rows)));
        }
        return index;
    }
}
