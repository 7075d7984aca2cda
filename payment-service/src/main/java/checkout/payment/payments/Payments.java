package checkout.payment.payments;

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
 * The payments, a batch at a time.
 *
 * <p>Lock order, the same for everybody: payments by checkout id, then wallets by account id.
 */
@Repository
public class Payments {
    private final JdbcTemplate jdbc;

    Payments(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of these checkouts that there are, locked until the transaction ends. */
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

    /** The same with a trip of its own. */
    public Map<UUID, Payment> lock(Collection<UUID> checkouts) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Payment>> found = lock(checkouts, trip);
        trip.execute();
        return found.get();
    }

    /**
     * Has the effects add payments of checkouts that {@link #lock} found none of. A row that is there nevertheless is
     * another consumer's, made meanwhile for another command of that checkout: it must not be overwritten but looked at,
     * so the batch fails and is taken again.
     */
    public void add(Collection<Payment> payments, Effects effects) {
        effects.write("""
                insert into payment (checkout_id, status, token, reference, detail, attempt, next_call_at, last_error,
                                     saga_id, step, action, saga_attempt, traceparent, method, amount, currency)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::timestamptz[],
                                     ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                                     ?::bigint[], ?::text[]) as made (checkout_id)
                order by checkout_id
                """, payments, PaymentRows::newColumns);
    }

    /** Has the effects write what became of payments that were locked before. */
    public void update(Collection<Payment> payments, Effects effects) {
        effects.write("""
                update payment
                set status = now.status, token = now.token, reference = now.reference, detail = now.detail,
                    attempt = now.attempt, next_call_at = now.next_call_at, last_error = now.last_error,
                    saga_id = now.saga_id, step = now.step, action = now.action, saga_attempt = now.saga_attempt,
                    traceparent = now.traceparent, updated_at = now()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::timestamptz[],
                            ?::text[], ?::uuid[], ?::text[], ?::text[], ?::int[], ?::text[])
                     as now (checkout_id, status, token, reference, detail, attempt, next_call_at, last_error,
                             saga_id, step, action, saga_attempt, traceparent)
                where payment.checkout_id = now.checkout_id
                """, payments, PaymentRows::columns);
    }

    /**
     * Takes calls that are due, longest first, and lets nobody else begin them until {@code until}. Rows that somebody
     * has locked are passed over: their owner is about to change them.
     */
    public List<Payment> takeDue(Instant now, Instant until, int most) {
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
                most);
    }
}
