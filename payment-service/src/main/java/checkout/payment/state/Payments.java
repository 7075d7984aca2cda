package checkout.payment.state;

import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
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
        return trip.query("""
                select payment.*, hold.account_id
                from payment left join hold using (checkout_id)
                where checkout_id = any (?::uuid[])
                order by checkout_id
                for update of payment
                """, Columns.of(checkouts).uuid(id -> id), rows -> {
            Map<UUID, Payment> found = new HashMap<>();
            while (rows.next()) {
                Payment payment = PaymentRows.read(rows);
                found.put(payment.checkoutId(), payment);
            }
            return found;
        });
    }

    /** Like {@link #lock(Collection, RoundTrip)}, with a round trip of its own. */
    public Map<UUID, Payment> lock(Collection<UUID> checkouts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Payment>> found = lock(checkouts, trip);
        trip.execute();
        return found.get();
    }

    /**
     * Inserts payments of checkouts for which {@link #lock} found none. If a row exists nevertheless, another consumer
     * has just written it. Overwriting would lose that decision, so the batch fails and is repeated.
     */
    public void insert(Collection<Payment> payments, Effects effects) {
        effects.write("""
                insert into payment (checkout_id, status, token, reference, detail, attempt, next_call_at, last_error,
                                     saga_id, step, action, saga_attempt, traceparent, refunded, method, amount,
                                     currency)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::timestamptz[],
                                     ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[],
                                     ?::text[], ?::bigint[], ?::text[]) as new (checkout_id)
                order by checkout_id
                """, payments, PaymentRows::newColumns);
    }

    /** Updates payments that {@link #lock} returned. */
    public void update(Collection<Payment> payments, Effects effects) {
        effects.write("""
                update payment
                set status = new.status, token = new.token, reference = new.reference, detail = new.detail,
                    attempt = new.attempt, next_call_at = new.next_call_at, last_error = new.last_error,
                    saga_id = new.saga_id, step = new.step, action = new.action, saga_attempt = new.saga_attempt,
                    traceparent = new.traceparent, refunded = new.refunded, updated_at = now()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::timestamptz[],
                            ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[])
                     as new (checkout_id, status, token, reference, detail, attempt, next_call_at, last_error,
                             saga_id, step, action, saga_attempt, traceparent, refunded)
                where payment.checkout_id = new.checkout_id
                """, payments, PaymentRows::columns);
    }

    /**
     * Takes payments with a call that is due, the longest overdue first, and leases them until {@code until}. Locked rows
     * are skipped: whoever holds the lock is about to change them.
     */
    public List<Payment> takeDue(Instant now, Instant until, int limit) {
        return jdbc.query(
                """
                update payment
                set next_call_at = ?, attempt = attempt + 1, updated_at = now()
                where checkout_id in (select checkout_id from payment where next_call_at <= ?
                                      order by next_call_at limit ? for update skip locked)
                returning %s
                """.formatted(PaymentRows.COLUMNS),
                (row, number) -> PaymentRows.read(row),
                until.atOffset(ZoneOffset.UTC),
                now.atOffset(ZoneOffset.UTC),
                limit);
    }
}
