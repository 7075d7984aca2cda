package checkout.order.request;

import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The {@code idempotency_key} table: which key of a storefront was used for which checkout or return. */
@Repository
public class IdempotencyKeys {
    private final JdbcTemplate jdbc;

    IdempotencyKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** How many keys were unused and are claimed now, and the database's time of the transaction. */
    public record Claimed(int count, Optional<Instant> at) {}

    /** An earlier use of the key of a request. */
    public record EarlierUse(UUID id, UUID earlierId, boolean sameRequest) {}

    /** What a key was used for, and the fingerprint of that request. */
    public record UsedKey(UUID id, String fingerprint) {}

    /** Claims the keys that are unused. Waits for other transactions that are claiming one of them. */
    public Supplier<Claimed> claim(Collection<IdempotentRequest> requests, RoundTrip writing) {
        return writing.query(
                """
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
                on conflict (storefront, key) do nothing
                returning now()
                """,
                Columns.of(requests)
                        .text(IdempotentRequest::storefront)
                        .text(IdempotentRequest::key)
                        .text(IdempotentRequest::fingerprint)
                        .uuid(IdempotentRequest::id),
                rows -> {
                    int count = 0;
                    Optional<Instant> at = Optional.empty();
                    while (rows.next()) {
                        count++;
                        if (at.isEmpty()) {
                            at = Optional.of(rows.getTimestamp(1).toInstant());
                        }
                    }
                    return new Claimed(count, at);
                });
    }

    /** Claims a key and returns the database's time of the transaction; empty if the key was used before. */
    public Optional<Instant> claim(IdempotentRequest request) {
        RoundTrip claiming = new RoundTrip(jdbc);
        Supplier<Claimed> claimed = claim(List.of(request), claiming);
        claiming.execute();
        return claimed.get().at();
    }

    /** The earlier uses of the keys of these requests; a request that is committed already is one of its own key. */
    public List<EarlierUse> findEarlierUses(Collection<IdempotentRequest> requests) {
        return jdbc.query(
                """
                select c.id, k.checkout_id, k.fingerprint = c.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as c (id, storefront, key, fingerprint)
                join idempotency_key k using (storefront, key)
                """,
                Columns.of(requests)
                        .uuid(IdempotentRequest::id)
                        .text(IdempotentRequest::storefront)
                        .text(IdempotentRequest::key)
                        .text(IdempotentRequest::fingerprint),
                (row, rowNumber) ->
                        new EarlierUse(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getBoolean(3)));
    }

    public Optional<UsedKey> find(String storefront, String key) {
        return jdbc
                .query(
                        "select checkout_id, fingerprint from idempotency_key where storefront = ? and key = ?",
                        (row, rowNumber) -> new UsedKey(row.getObject(1, UUID.class), row.getString(2)),
                        storefront,
                        key)
                .stream()
                .findFirst();
    }

    /** Deletes up to {@code limit} keys of this age, but none that another instance is deleting. */
    public int deleteOlderThan(Duration age, int limit) {
        return jdbc.update("""
                with expired as materialized (
                    select storefront, key from idempotency_key
                    where claimed_at < now() - ?::interval
                    order by claimed_at
                    limit ?
                    for update skip locked
                )
                delete from idempotency_key using expired
                where idempotency_key.storefront = expired.storefront and idempotency_key.key = expired.key
                """, age.toMillis() + " milliseconds", limit);
    }
}
