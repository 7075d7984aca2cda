package checkout.payment.state;

import checkout.messaging.sql.Columns;
import checkout.payment.pending.PendingCallColumns;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.PaymentInstrument.Wallet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Maps payments to rows of the table {@code payment}. */
final class PaymentRows {
    /** What a query selects for {@link #read}, besides {@code account_id}, which belongs to the hold. */
    static final String SELECTED =
            "checkout_id, payment.status, method, payment.amount, currency, refunded, reauthorized, refusals, token,"
                    + " reference, detail, (extract(epoch from challenge_until - now()) * 1000)::bigint as challenge_in_ms,"
                    + " (extract(epoch from hold_until - now()) * 1000)::bigint as hold_in_ms,"
                    + " (extract(epoch from coalesce(hold_for, hold_until - created_at)) * 1000)::bigint as hold_for_ms, "
                    + PendingCallColumns.SELECTED;

    private PaymentRows() {}

    static Payment read(ResultSet row) throws SQLException {
        return new Payment(
                row.getObject("checkout_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                instrument(row),
                row.getLong("refunded"),
                row.getObject("reauthorized", Long.class),
                row.getInt("refusals"),
                row.getString("reference"),
                row.getString("detail"),
                new PaymentDeadlines(
                        duration(row, "challenge_in_ms"), duration(row, "hold_in_ms"), duration(row, "hold_for_ms")),
                PendingCallColumns.read(row));
    }

    private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
        Long millis = row.getObject(column, Long.class);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable PaymentInstrument instrument(ResultSet row) throws SQLException {
        String method = row.getString("method");
        if (method == null) {
            return null;
        }
        long amount = row.getLong("amount");
        String currency = row.getString("currency");
        return method.equals("CARD")
                ? new Card(amount, currency, row.getString("token"))
                : new Wallet(amount, currency, row.getString("account_id"));
    }

    /** The columns that change, in the order of the statements in {@link Payments}. */
    static Columns<Payment> columns(Collection<Payment> payments) {
        Columns<Payment> columns = Columns.of(payments)
                .uuid(Payment::checkoutId)
                .text(payment -> payment.status().name())
                .text(payment -> ofInstrument(payment, PaymentRows::token))
                .text(Payment::reference)
                .text(Payment::detail);
        return PendingCallColumns.append(columns, Payment::pendingCall)
                .bigint(Payment::refunded)
                .bigint(Payment::reauthorized)
                .integer(Payment::refusals)
                .bigint(payment -> millis(payment.deadlines().challengeEndsIn()))
                .bigint(payment -> millis(payment.deadlines().holdEndsIn()))
                .bigint(payment -> millis(payment.deadlines().holdFor()));
    }

    /** The columns of a new row: those that change, then those that never do. */
    static Columns<Payment> newColumns(Collection<Payment> payments) {
        return columns(payments)
                .text(payment -> ofInstrument(payment, PaymentRows::method))
                .bigint(payment -> ofInstrument(payment, PaymentInstrument::amount))
                .text(payment -> ofInstrument(payment, PaymentInstrument::currency));
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    private static @Nullable String token(PaymentInstrument instrument) {
        return switch (instrument) {
            case Card card -> card.token();
            case Wallet wallet -> null;
        };
    }

    private static String method(PaymentInstrument instrument) {
        return switch (instrument) {
            case Card card -> "CARD";
            case Wallet wallet -> "WALLET";
        };
    }

    private static <T> @Nullable T ofInstrument(Payment payment, Function<PaymentInstrument, @Nullable T> part) {
        PaymentInstrument instrument = payment.instrument();
        return instrument == null ? null : part.apply(instrument);
    }
}
