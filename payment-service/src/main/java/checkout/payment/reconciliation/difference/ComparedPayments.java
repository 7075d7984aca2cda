package checkout.payment.reconciliation.difference;

import checkout.contracts.Money;
import checkout.messaging.sql.Columns;
import checkout.payment.state.PaymentStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Reads payments for a comparison. It locks nothing, so that no checkout waits for it. */
@Repository
public class ComparedPayments {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    /** A release that takes so long is not under way any more: the provider refuses it, or does not answer. */
    private static final String RELEASE_OVERDUE = "payment.status in ('EXPIRING', 'VOIDING')"
            + " and coalesce(releasing_since < now() - interval '1 hour', false)";

    private final JdbcTemplate jdbc;

    ComparedPayments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A payment that the provider may have to know.
     *
     * @param expectedThere whether it is one by card that holds money, was there when the run began, and has not been found
     *     in the provider's ledger by the run
     */
    public record Candidate(UUID checkoutId, boolean expectedThere) {}

    /** The payments of these checkouts, by checkout. */
    public Map<UUID, ComparedPayment> of(Collection<UUID> checkouts) {
        Map<UUID, ComparedPayment> found = new HashMap<>();
        jdbc.query("""
                select checkout_id, payment.status, method, amount, currency, refunded,
                       coalesce(refund_under_way, false) as refund_under_way, release_overdue,
                       changed_at::text as version,
                       -- a change in the future was made by a clock that has been corrected since, at least as long ago
                       (abs(extract(epoch from now() - changed_at)) * 1000)::bigint as unchanged_ms
                from payment
                left join lateral (
                    select max(updated_at) as refund_changed_at, bool_or(status = 'REQUESTED') as refund_under_way
                    from refund where refund.checkout_id = payment.checkout_id
                ) refunds on true
                cross join lateral (select %s as release_overdue) release
                -- each attempt to release changes the row, and nothing of what is compared
                cross join lateral (
                    select case when release_overdue then releasing_since
                                else greatest(payment.updated_at, refund_changed_at) end as changed_at
                ) change
                where checkout_id = any (?::uuid[])
                """.formatted(RELEASE_OVERDUE), Columns.of(checkouts).uuid(id -> id), rows -> {
            ComparedPayment payment = read(rows);
            found.put(payment.checkoutId(), payment);
        });
        return found;
    }

    public @Nullable ComparedPayment of(UUID checkout) {
        return of(List.of(checkout)).get(checkout);
    }

    /** The payments that follow the given one by id, whatever they are paid with. */
    public List<Candidate> page(UUID run, @Nullable UUID after, int limit) {
        return jdbc.query(
                """
                select checkout_id,
                       method = 'CARD' and status in ('AUTHORIZED', 'CAPTURED')
                       and created_at < (select started_at from reconciliation_run where id = ?)
                       and not exists (select from reconciliation_seen seen
                                       where seen.run_id = ? and seen.checkout_id = payment.checkout_id) as expected
                from payment
                where checkout_id > ?
                order by checkout_id limit ?
                """,
                (row, number) -> new Candidate(row.getObject(1, UUID.class), row.getBoolean(2)),
                run,
                run,
                after == null ? BEFORE_ALL : after,
                limit);
    }

    private static ComparedPayment read(ResultSet row) throws SQLException {
        String method = row.getString("method");
        return new ComparedPayment(
                row.getObject("checkout_id", UUID.class),
                PaymentStatus.valueOf(row.getString("status")),
                method == null ? null : new Money(row.getLong("amount"), row.getString("currency")),
                row.getLong("refunded"),
                "CARD".equals(method),
                row.getBoolean("refund_under_way"),
                row.getBoolean("release_overdue"),
                row.getString("version"),
                Duration.ofMillis(row.getLong("unchanged_ms")));
    }
}
