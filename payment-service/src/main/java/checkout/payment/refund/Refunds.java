package checkout.payment.refund;

import checkout.contracts.Money;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.pending.AttemptKind;
import checkout.payment.pending.PendingCallColumns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Reads and writes refunds, a batch at a time.
 *
 * <p>Everybody locks in the same order: payments by checkout id, then refunds by return id, then wallets by account
 * id. A refund is only decided on while its payment is locked.
 */
@Repository
public class Refunds {
    private static final String SELECTED =
            "return_id, refund.checkout_id, refund.status, refund.amount, refund.currency," + " refund.detail, "
                    + PendingCallColumns.SELECTED;

    private final JdbcTemplate jdbc;

    Refunds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the refunds of the given returns and returns those that exist. */
    public Supplier<Map<UUID, Refund>> lock(Collection<UUID> returns, RoundTrip trip) {
        if (returns.isEmpty()) {
            return Map::of;
        }
        return trip.query("""
                select %s
                from refund where return_id = any (?::uuid[])
                order by return_id
                for update
                """.formatted(SELECTED), Columns.of(returns).uuid(id -> id), Refunds::byReturn);
    }

    /** Locks the refunds of the given returns, except those that another transaction has locked, and returns them. */
    public Supplier<Map<UUID, Refund>> lockFree(Collection<UUID> returns, RoundTrip trip) {
        if (returns.isEmpty()) {
            return Map::of;
        }
        return trip.query("""
                select %s
                from refund where return_id = any (?::uuid[])
                order by return_id
                for update skip locked
                """.formatted(SELECTED), Columns.of(returns).uuid(id -> id), Refunds::byReturn);
    }

    private static Map<UUID, Refund> byReturn(ResultSet rows) throws SQLException {
        Map<UUID, Refund> found = new HashMap<>();
        while (rows.next()) {
            Refund refund = read(rows);
            found.put(refund.returnId(), refund);
        }
        return found;
    }

    /**
     * Inserts refunds of returns for which {@link #lock} found none. If a row exists nevertheless, another consumer has
     * just written it; the batch fails, is repeated, and then finds the row.
     */
    public void insert(Collection<Refund> refunds, Effects effects) {
        effects.write("""
                insert into refund (return_id, status, detail, attempt, next_call_at, last_error, saga_id, step, action,
                                    saga_attempt, traceparent, checkout_id, amount, currency)
                select return_id, status, detail, attempt, %s, last_error, saga_id, step, action, saga_attempt, traceparent,
                       checkout_id, amount, currency
                from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::uuid[],
                            ?::text[], ?::text[], ?::int[], ?::text[], ?::uuid[], ?::bigint[], ?::text[])
                     as new (return_id, status, detail, attempt, due_in_ms, last_error, saga_id, step, action,
                             saga_attempt, traceparent, checkout_id, amount, currency)
                """.formatted(PendingCallColumns.NEXT_CALL_AT), refunds, Refunds::newColumns);
    }

    /** Updates refunds that {@link #lock} returned. */
    public void update(Collection<Refund> refunds, Effects effects) {
        effects.write("""
                update refund
                set status = new.status, detail = new.detail, attempt = new.attempt, next_call_at = %s,
                    last_error = new.last_error, saga_id = new.saga_id, step = new.step, action = new.action,
                    saga_attempt = new.saga_attempt, traceparent = new.traceparent, updated_at = now()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[], ?::uuid[],
                            ?::text[], ?::text[], ?::int[], ?::text[])
                     as new (return_id, status, detail, attempt, due_in_ms, last_error, saga_id, step, action,
                             saga_attempt, traceparent)
                where refund.return_id = new.return_id
                """.formatted(PendingCallColumns.NEXT_CALL_AT), refunds, Refunds::columns);
    }

    /**
     * Takes refunds with a call that is due, the longest overdue first, and leases them. A refund whose payment is being
     * authorized or captured waits. Locked rows are skipped: whoever holds the lock is about to change them.
     */
    public List<Refund> takeDue(AttemptKind attempts, Duration lease, int limit) {
        return jdbc.query(
                """
                with due as materialized (
                    select return_id as due_id
                    from refund join payment using (checkout_id)
                    where refund.next_call_at <= now() and refund.%s
                      and payment.status not in ('REQUESTED', 'PENDING_CUSTOMER', 'CANCELLING', 'REAUTHORIZING', 'CAPTURING')
                    order by refund.next_call_at limit ? for update of refund skip locked
                )
                update refund
                set next_call_at = now() + ? * interval '1 millisecond', attempt = attempt + 1, updated_at = now()
                from due where return_id = due_id
                returning %s
                """.formatted(attempts.condition(), SELECTED), (row, number) -> read(row), limit, lease.toMillis());
    }

    /** Makes calls due that would be due later than after this wait. Locked rows are left to the next time. */
    public int makeDueAfter(Duration longest, AttemptKind attempts, int limit) {
        return jdbc.update("""
                update refund set next_call_at = now()
                where return_id = any (array(
                    select return_id from refund
                    where next_call_at > now() + ? * interval '1 millisecond' and %s
                    order by next_call_at limit ? for update skip locked))
                """.formatted(attempts.condition()), longest.toMillis(), limit);
    }

    private static Refund read(ResultSet row) throws SQLException {
        return new Refund(
                row.getObject("return_id", UUID.class),
                row.getObject("checkout_id", UUID.class),
                RefundStatus.valueOf(row.getString("status")),
                new Money(row.getLong("amount"), row.getString("currency")),
                row.getString("detail"),
                PendingCallColumns.read(row));
    }

    private static Columns<Refund> columns(Collection<Refund> refunds) {
        Columns<Refund> columns = Columns.of(refunds)
                .uuid(Refund::returnId)
                .text(refund -> refund.status().name())
                .text(Refund::detail);
        return PendingCallColumns.append(columns, Refund::pendingCall);
    }

    private static Columns<Refund> newColumns(Collection<Refund> refunds) {
        return columns(refunds)
                .uuid(Refund::checkoutId)
                .bigint(refund -> refund.amount().minorUnits())
                .text(refund -> refund.amount().currency());
    }
}
