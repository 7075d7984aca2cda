package checkout.order.placement;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The {@code idempotency_key} table: which key was used for which checkout. */
@Repository
class IdempotencyKeys {
    private final JdbcTemplate jdbc;

    IdempotencyKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** An earlier use of the key of a checkout. */
    record EarlierUse(UUID newCheckout, UUID earlierCheckout, boolean sameRequest) {}

    /** Claims the keys and returns how many were unused. Waits for other transactions that are claiming one of them. */
    Supplier<Integer> claim(Collection<NewCheckout> checkouts, RoundTrip writing) {
        return writing.query(
                """
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
                on conflict (storefront, key) do nothing
                returning checkout_id
                """,
                Columns.of(checkouts)
                        .text(NewCheckout::storefront)
                        .text(NewCheckout::idempotencyKey)
                        .text(NewCheckout::fingerprint)
                        .uuid(NewCheckout::id),
                rows -> {
                    int claimed = 0;
                    while (rows.next()) {
                        claimed++;
                    }
                    return claimed;
                });
    }

    /** The earlier uses of the keys of these checkouts; a checkout that is committed already is one of its own key. */
    List<EarlierUse> findEarlierUses(Collection<NewCheckout> checkouts) {
        return jdbc.query(
                """
                select c.id, k.checkout_id, k.fingerprint = c.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as c (id, storefront, key, fingerprint)
                join idempotency_key k using (storefront, key)
                """,
                Columns.of(checkouts)
                        .uuid(NewCheckout::id)
                        .text(NewCheckout::storefront)
                        .text(NewCheckout::idempotencyKey)
                        .text(NewCheckout::fingerprint),
                (row, rowNumber) ->
                        new EarlierUse(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getBoolean(3)));
    }

    /** Deletes up to {@code limit} keys of this age, but none that another instance is deleting. */
    int deleteOlderThan(Duration age, int limit) {
        return jdbc.update("""
                delete from idempotency_key where (storefront, key) in (
                    select storefront, key from idempotency_key
                    where checkout_id < id_at(now() - ?::interval)
                    order by checkout_id
                    limit ?
                    for update skip locked
                )
                """, age.toMillis() + " milliseconds", limit);
    }
}
