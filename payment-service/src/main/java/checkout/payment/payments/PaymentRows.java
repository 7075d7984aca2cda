package checkout.payment.payments;

import checkout.messaging.Correlation;
import checkout.messaging.sql.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a payment lies in its row. */
final class PaymentRows {
    /** What a payment is read from; {@code account_id} is the hold's. */
    static final String COLUMNS = """
            checkout_id, status, method, amount, currency, token, reference, detail, attempt, next_call_at, last_error,
            saga_id, step, action, saga_attempt, traceparent
            """;

    private PaymentRows() {}

    static Payment read(ResultSet row) throws SQLException {
        return new Payment(
                row.getObject("checkout_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                means(row),
                row.getString("reference"),
                row.getString("detail"),
                errand(row));
    }

    private static @Nullable PaymentInstrument means(ResultSet row) throws SQLException {
        String method = row.getString("method");
        if (method == null) {
            return null;
        }
        long amount = row.getLong("amount");
        String currency = row.getString("currency");
        return method.equals("CARD")
                ? new PaymentInstrument.Card(amount, currency, row.getString("token"))
                : new PaymentInstrument.Wallet(amount, currency, row.getString("account_id"));
    }

    private static @Nullable PendingCall errand(ResultSet row) throws SQLException {
        OffsetDateTime due = row.getObject("next_call_at", OffsetDateTime.class);
        if (due == null) {
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
                due.toInstant(),
                row.getString("last_error"),
                new ReplyAddress(correlation, row.getString("traceparent")));
    }

    /** The columns that change, in the order of the statements in {@link Payments}. */
    static Columns<Payment> columns(Collection<Payment> payments) {
        return Columns.of(payments)
                .uuid(Payment::checkoutId)
                .text(payment -> payment.status().name())
                .text(payment ->
                        payment.paymentInstrument() instanceof PaymentInstrument.Card card ? card.token() : null)
                .text(Payment::reference)
                .text(Payment::detail)
                .integer(payment -> payment.pendingCall() == null
                        ? 0
                        : payment.pendingCall().attempt())
                .timestamp(payment -> of(payment, PendingCall::dueAt))
                .text(payment -> of(payment, PendingCall::lastError))
                .uuid(payment -> ofReply(payment, Correlation::sagaId))
                .text(payment -> ofReply(payment, Correlation::step))
                .text(payment -> ofReply(payment, Correlation::action))
                .integer(payment -> ofReply(payment, Correlation::attempt))
                .text(payment ->
                        of(payment, pendingCall -> pendingCall.replyTo().traceparent()));
    }

    /** The columns of a new row: those that change, and those that never do. */
    static Columns<Payment> newColumns(Collection<Payment> payments) {
        return columns(payments)
                .text(payment -> payment.paymentInstrument() == null
                        ? null
                        : payment.paymentInstrument() instanceof PaymentInstrument.Card ? "CARD" : "WALLET")
                .bigint(payment -> payment.paymentInstrument() == null
                        ? null
                        : payment.paymentInstrument().amount())
                .text(payment -> payment.paymentInstrument() == null
                        ? null
                        : payment.paymentInstrument().currency());
    }

    private static <T> @Nullable T of(Payment payment, Function<PendingCall, @Nullable T> part) {
        PendingCall pendingCall = payment.pendingCall();
        return pendingCall == null ? null : part.apply(pendingCall);
    }

    private static <T> @Nullable T ofReply(Payment payment, Function<Correlation, @Nullable T> part) {
        Correlation correlation =
                of(payment, pendingCall -> pendingCall.replyTo().correlation());
        return correlation == null ? null : part.apply(correlation);
    }
}
