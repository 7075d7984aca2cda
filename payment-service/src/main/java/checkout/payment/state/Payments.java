package checkout.payment.state;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.pending.AttemptKind;
import checkout.payment.pending.PendingCallColumns;
import checkout.payment.pending.PerCardLimit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Reads and writes payments, a batch at a time.
 *
 * <p>Everybody locks in the same order: payments by checkout id, then refunds by return id, then wallets by account
 * id.
 */
@Repository
public class Payments {
    private final JdbcTemplate jdbc;

    Payments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the payments of the given checkouts and returns those that exist. */
    public Supplier<Map<UUID, Payment>> lock(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query(
                """
                select %s, hold.account_id
                from payment left join hold using (checkout_id)
                where checkout_id = any (?::uuid[])
                order by checkout_id
                for update of payment
                """.formatted(PaymentRows.SELECTED), Columns.of(checkouts).uuid(id -> id), Payments::byCheckout);
    }

    /** Locks the payments of the given checkouts, except those that another transaction has locked, and returns them. */
    public Supplier<Map<UUID, Payment>> lockFree(Collection<UUID> checkouts, RoundTrip trip) {
        return trip.query(
                """
                select %s, hold.account_id
                from payment left join hold using (checkout_id)
                where checkout_id = any (?::uuid[])
                order by checkout_id
                for update of payment skip locked
                """.formatted(PaymentRows.SELECTED), Columns.of(checkouts).uuid(id -> id), Payments::byCheckout);
    }

    private static Map<UUID, Payment> byCheckout(ResultSet rows) throws SQLException {
        Map<UUID, Payment> found = new HashMap<>();
        while (rows.next()) {
            Payment payment = PaymentRows.read(rows);
            found.put(payment.checkoutId(), payment);
        }
        return found;
    }

    /**
     * Inserts payments of checkouts for which {@link #lock} found none. If a row exists nevertheless, another consumer
     * has just written it. Overwriting would lose that decision, so the batch fails and is repeated.
     */
    public void insert(Collection<Payment> payments, Effects effects) {
        effects.write("""
                insert into payment (checkout_id, status, token, reference, detail, attempt, next_call_at, last_error,
                                     saga_id, step, action, saga_attempt, traceparent, refunded, reauthorized, refusals,
                                     challenge_until, hold_until, hold_for, method, amount, currency)
                select checkout_id, status, token, reference, detail, attempt, %s, last_error,
                       saga_id, step, action, saga_attempt, traceparent, refunded, reauthorized, refusals,
                       now() + challenge_in_ms * interval '1 millisecond', now() + hold_in_ms * interval '1 millisecond',
                       hold_for_ms * interval '1 millisecond', method, amount, currency
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[],
                            ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::int[],
                            ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[])
                     as new (checkout_id, status, token, reference, detail, attempt, due_in_ms, last_error,
                             saga_id, step, action, saga_attempt, traceparent, refunded, reauthorized, refusals,
                             challenge_in_ms, hold_in_ms, hold_for_ms, method, amount, currency)
                order by checkout_id
                """.formatted(PendingCallColumns.NEXT_CALL_AT), payments, PaymentRows::newColumns);
    }

    /** Updates payments that {@link #lock} returned. */
    public void update(Collection<Payment> payments, Effects effects) {
        effects.write("""
                update payment
                set status = new.status, token = new.token, reference = new.reference, detail = new.detail,
                    attempt = new.attempt, next_call_at = %s, last_error = new.last_error,
                    saga_id = new.saga_id, step = new.step, action = new.action, saga_attempt = new.saga_attempt,
                    traceparent = new.traceparent, refunded = new.refunded, reauthorized = new.reauthorized,
                    refusals = new.refusals, challenge_until = now() + new.challenge_in_ms * interval '1 millisecond',
                    hold_until = now() + new.hold_in_ms * interval '1 millisecond',
                    hold_for = new.hold_for_ms * interval '1 millisecond', updated_at = now(),
                    releasing_since = case when new.status in ('EXPIRING', 'VOIDING')
                                           then least(coalesce(releasing_since, now()), now()) end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[],
                            ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[], ?::bigint[], ?::int[],
                            ?::bigint[], ?::bigint[], ?::bigint[])
                     as new (checkout_id, status, token, reference, detail, attempt, due_in_ms, last_error,
                             saga_id, step, action, saga_attempt, traceparent, refunded, reauthorized, refusals,
                             challenge_in_ms, hold_in_ms, hold_for_ms)
                where payment.checkout_id = new.checkout_id
                """.formatted(PendingCallColumns.NEXT_CALL_AT), payments, PaymentRows::columns);
    }

    /**
     * Takes payments with a call that is due, the longest overdue first, and leases them. Locked rows are skipped: whoever
     * holds the lock is about to change them.
     *
     * @param perCard how many calls of a card are taken; the other calls of that card stay due
     */
    public List<Payment> takeDue(AttemptKind attempts, Duration lease, int limit, PerCardLimit perCard) {
        return jdbc.query(
                """
                with oldest as materialized (
                    select checkout_id as due_id, coalesce(token, checkout_id::text) as card, next_call_at as due_at
                    from payment
                    where next_call_at <= now() and %s and (token is null or token <> all (?::text[]))
                    order by next_call_at limit ? for update skip locked
                ), due as materialized (
                    select due_id
                    from (select due_id, row_number() over (partition by card order by due_at) as nth from oldest) as of_card
                    where nth <= ?
                )
                update payment
                set next_call_at = now() + ? * interval '1 millisecond', attempt = attempt + 1, updated_at = now()
                from due where checkout_id = due_id
                returning %s
                """.formatted(attempts.condition(), PaymentRows.SELECTED),
                (row, number) -> PaymentRows.read(row),
                perCard.exhausted().toArray(String[]::new),
                limit,
                perCard.most(),
                lease.toMillis());
    }

    /** Makes calls due that would be due later than after this wait. Locked rows are left to the next time. */
    public int makeDueAfter(Duration longest, AttemptKind attempts, int limit) {
        return jdbc.update("""
                update payment set next_call_at = now()
                where checkout_id = any (array(
                    select checkout_id from payment
                    where next_call_at > now() + ? * interval '1 millisecond' and %s
                    order by next_call_at limit ? for update skip locked))
                """.formatted(attempts.condition()), longest.toMillis(), limit);
    }

    /** No command for the checkout has arrived and waits for a locked row. */
    private static final String NO_COMMAND_WAITS = """
            not exists (
                select from deferred_message d
                where d.subscription = 'payment-service' and md5(d.message_key) = md5(checkout_id::text))""";

    /** An authorized payment whose hold has ended. */
    public record EndedHold(UUID checkoutId, Instant endedAt) {}

    /**
     * Reads payments whose hold has ended without locking them, the longest ended first, after the given one. A hold has not
     * ended while a command for its checkout is here and waits.
     */
    public List<EndedHold> findHeldTooLong(@Nullable EndedHold after, int limit) {
        return jdbc.query(
                """
                select checkout_id, hold_until
                from payment
                where status = 'AUTHORIZED' and hold_until <= now() and %s
                  and (hold_until, checkout_id) > (coalesce(?::timestamptz, '-infinity'), coalesce(?::uuid, ?::uuid))
                order by hold_until, checkout_id limit ?
                """.formatted(NO_COMMAND_WAITS),
                (row, number) -> new EndedHold(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant()),
                after == null ? null : after.endedAt().toString(),
                after == null ? null : after.checkoutId(),
                new UUID(0, 0),
                limit);
    }

    /**
     * Locks those of the given payments that are still authorized, and whose hold has ended. Locked rows are skipped: whoever
     * holds the lock may be settling them.
     */
    public List<Payment> lockHeldTooLong(Collection<UUID> checkouts) {
        return jdbc.query(
                """
                select %s, hold.account_id
                from payment left join hold using (checkout_id)
                where checkout_id = any (?::uuid[]) and payment.status = 'AUTHORIZED' and hold_until <= now() and %s
                order by checkout_id
                for update of payment skip locked
                """.formatted(PaymentRows.SELECTED, NO_COMMAND_WAITS), (row, number) -> PaymentRows.read(row), (Object)
                        checkouts.toArray(UUID[]::new));
    }

    /** Makes the next question about a payment due at once, if the customer has been asked to confirm it. */
    public boolean askSoon(UUID checkoutId) {
        return jdbc.update("""
                        update payment set next_call_at = now(), updated_at = now()
                        where checkout_id = ? and status = 'PENDING_CUSTOMER' and next_call_at > now()
                        """, checkoutId) == 1;
    }
}
