package checkout.payment.pending;

import checkout.messaging.Correlation;
import checkout.messaging.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps a pending call to the columns that every table with pending calls has. */
public final class PendingCallColumns {
    /** What a query selects for {@link #read}. */
    public static final String SELECTED =
            "attempt, (extract(epoch from next_call_at - now()) * 1000)::bigint as due_in_ms, last_error,"
                    + " saga_id, step, action, saga_attempt, traceparent";

    /** The time of the next call, of a row {@code new} with the column {@code due_in_ms}. */
    public static final String NEXT_CALL_AT = "now() + new.due_in_ms * interval '1 millisecond'";

    private PendingCallColumns() {}

    public static @Nullable PendingCall read(ResultSet row) throws SQLException {
        Long dueIn = row.getObject("due_in_ms", Long.class);
        if (dueIn == null) {
            return null;
        }
        UUID saga = row.getObject("saga_id", UUID.class);
        Correlation correlation = saga == null
                ? null
                : new Correlation(
                        saga,
                        row.getString("step"),
                        row.getString("action"),
                        row.getObject("saga_attempt", Integer.class));
        return new PendingCall(
                row.getInt("attempt"),
                Duration.ofMillis(dueIn),
                row.getString("last_error"),
                new PaymentReplyAddress(correlation, row.getString("traceparent")));
    }

    /**
     * Appends the columns of the calls that the rows owe: attempt, due_in_ms, last_error, saga_id, step, action, saga_attempt,
     * traceparent. Rows that owe none get nulls and attempt 0.
     */
    public static <R> Columns<R> append(Columns<R> columns, Function<R, @Nullable PendingCall> callOf) {
        return columns.integer(row -> {
                    PendingCall call = callOf.apply(row);
                    return call == null ? 0 : call.attempt();
                })
                .bigint(row -> of(callOf.apply(row), call -> call.dueIn().toMillis()))
                .text(row -> of(callOf.apply(row), PendingCall::lastError))
                .uuid(row -> ofCommand(callOf.apply(row), Correlation::sagaId))
                .text(row -> ofCommand(callOf.apply(row), Correlation::step))
                .text(row -> ofCommand(callOf.apply(row), Correlation::action))
                .integer(row -> ofCommand(callOf.apply(row), Correlation::attempt))
                .text(row -> of(callOf.apply(row), call -> call.replyTo().traceparent()));
    }

    private static <T> @Nullable T of(@Nullable PendingCall call, Function<PendingCall, @Nullable T> part) {
        return call == null ? null : part.apply(call);
    }

    private static <T> @Nullable T ofCommand(@Nullable PendingCall call, Function<Correlation, @Nullable T> part) {
        Correlation correlation = of(call, pending -> pending.replyTo().correlation());
        return correlation == null ? null : part.apply(correlation);
    }
}
