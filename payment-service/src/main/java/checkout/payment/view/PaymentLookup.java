package checkout.payment.view;

import checkout.contracts.Money;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.PaymentStatus;
import checkout.payment.view.PaymentView.OwedCall;
import checkout.payment.view.PaymentView.RefundView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads the payment of one checkout for operators, without locking it. */
@Repository
class PaymentLookup {
    private static final int MAX_REFUNDS = 100;

    private final JdbcTemplate jdbc;

    PaymentLookup(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<PaymentView> find(UUID checkoutId) {
        // not while the payment's row is being read, which would take a second connection
        List<RefundView> refunds = refunds(checkoutId);
        return jdbc.query("""
                        select checkout_id, status, method, amount, currency, refunded, reference, detail, hold_until, attempt,
                               next_call_at, last_error, created_at, updated_at
                        from payment where checkout_id = ?
                        """, (row, number) -> payment(row, refunds), checkoutId).stream()
                .findFirst();
    }

    private List<RefundView> refunds(UUID checkoutId) {
        return jdbc.query(
                """
                select return_id, status, amount, currency, detail, attempt, next_call_at, last_error
                from refund where checkout_id = ? order by return_id desc limit ?
                """,
                (row, number) -> new RefundView(
                        row.getObject("return_id", UUID.class),
                        RefundStatus.valueOf(row.getString("status")),
                        new Money(row.getLong("amount"), row.getString("currency")),
                        row.getString("detail"),
                        owedCall(row)),
                checkoutId,
                MAX_REFUNDS);
    }

    private static PaymentView payment(ResultSet row, List<RefundView> refunds) throws SQLException {
        String currency = row.getString("currency");
        long refunded = row.getLong("refunded");
        return new PaymentView(
                row.getObject("checkout_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                row.getString("method"),
                currency == null ? null : new Money(row.getLong("amount"), currency),
                currency == null || refunded == 0 ? null : new Money(refunded, currency),
                row.getString("reference"),
                row.getString("detail"),
                instant(row.getTimestamp("hold_until")),
                owedCall(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                refunds);
    }

    private static @Nullable OwedCall owedCall(ResultSet row) throws SQLException {
        Instant nextAt = instant(row.getTimestamp("next_call_at"));
        return nextAt == null ? null : new OwedCall(row.getInt("attempt"), nextAt, row.getString("last_error"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }
}
