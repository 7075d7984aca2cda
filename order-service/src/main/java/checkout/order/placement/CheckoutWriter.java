package checkout.order.placement;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import checkout.order.placement.PlacementOutcome.KeyReused;
import checkout.order.placement.PlacementOutcome.Placed;
import checkout.order.placement.PlacementOutcome.Replayed;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commits checkouts that came at the same time as one: keys claimed, orders and events written with one round trip, as if
 * no key had been used before. Where one was, nothing is committed, and the others go without it.
 */
@Component
class CheckoutWriter {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Orders orders;
    private final JsonMapper json;

    CheckoutWriter(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Orders orders, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.orders = orders;
        this.json = json;
    }

    /** The outcomes in the order of the placements. */
    List<PlacementOutcome> place(List<NewCheckout> placements) {
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        List<NewCheckout> left = placements;
        while (!left.isEmpty()) {
            outcomes.putAll(settle(firstOfEachKey(left)));
            left = left.stream()
                    .filter(newCheckout -> !outcomes.containsKey(newCheckout.id()))
                    .toList();
        }
        return placements.stream()
                .map(newCheckout -> Objects.requireNonNull(outcomes.get(newCheckout.id())))
                .toList();
    }

    /** The outcomes of all of them, or of those that stand in the way of the others. */
    private Map<UUID, PlacementOutcome> settle(Collection<NewCheckout> placements) {
        try {
            return commit(placements)
                    ? placements.stream().collect(Collectors.toMap(NewCheckout::id, placed -> new Placed()))
                    : earlier(placements);
        } catch (DuplicateKeyException committedBefore) {
            // an attempt whose answer got lost had succeeded
            Map<UUID, PlacementOutcome> known = earlier(placements);
            if (known.isEmpty()) {
                throw committedBefore;
            }
            return known;
        }
    }

    /** In the order of the keys: all claim in it, so that nobody waits in a circle. */
    private static Collection<NewCheckout> firstOfEachKey(List<NewCheckout> placements) {
        Map<Key, NewCheckout> first = new TreeMap<>(Key.ORDER);
        placements.forEach(newCheckout -> first.putIfAbsent(Key.of(newCheckout), newCheckout));
        return first.values();
    }

    private record Key(String storefront, String key) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::storefront).thenComparing(Key::key);

        static Key of(NewCheckout newCheckout) {
            return new Key(newCheckout.storefront(), newCheckout.idempotencyKey());
        }
    }

    /** False, and nothing is done, if one of the keys was used before. */
    private boolean commit(Collection<NewCheckout> placements) {
        return Boolean.TRUE.equals(transaction.execute(begun -> {
            RoundTrip writing = new RoundTrip(jdbc);
            Supplier<Integer> claimed = claim(placements, writing);
            Effects effects = new Effects();
            write(placements, effects);
            placements.forEach(p -> effects.send(p.id(), p.event(), Correlation.ofSaga(p.id()), p.traceparent()));
            outbox.send(effects, writing);
            writing.execute();
            boolean allNew = claimed.get() == placements.size();
            if (!allNew) {
                begun.setRollbackOnly();
            }
            return allNew;
        }));
    }

    /** How many of the keys were not used before. One that another transaction is just claiming is waited for. */
    private static Supplier<Integer> claim(Collection<NewCheckout> placements, RoundTrip writing) {
        return writing.query(
                """
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
                on conflict (storefront, key) do nothing
                returning checkout_id
                """,
                Columns.of(placements)
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

    private void write(Collection<NewCheckout> placements, Effects effects) {
        effects.write("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                     ?::timestamptz[])
                """, placements, rows -> Columns.of(rows)
                .uuid(NewCheckout::id)
                .text(NewCheckout::storefront)
                .text(p -> p.cart().customerId())
                .text(p -> json.writeValueAsString(p.cart().lines()))
                .bigint(p -> p.cart().total().minorUnits())
                .text(p -> p.cart().total().currency())
                .text(p -> PaymentMethodNames.of(p.cart().payment()))
                .timestamp(NewCheckout::at));
    }

    /** What the keys that were used before were used for, by the id of the placement that used them again. */
    private Map<UUID, PlacementOutcome> earlier(Collection<NewCheckout> placements) {
        Map<UUID, UUID> firstOf = new HashMap<>();
        Map<UUID, PlacementOutcome> outcomes = new HashMap<>();
        jdbc.query(
                """
                select c.id, k.checkout_id, k.fingerprint = c.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as c (id, storefront, key, fingerprint)
                join idempotency_key k using (storefront, key)
                """,
                Columns.of(placements)
                        .uuid(NewCheckout::id)
                        .text(NewCheckout::storefront)
                        .text(NewCheckout::idempotencyKey)
                        .text(NewCheckout::fingerprint),
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    UUID first = row.getObject(2, UUID.class);
                    if (first.equals(id)) {
                        outcomes.put(id, new Placed());
                    } else if (row.getBoolean(3)) {
                        firstOf.put(id, first);
                    } else {
                        outcomes.put(id, new KeyReused());
                    }
                });
        Map<UUID, Order> byId = new HashMap<>();
        orders.findAll(firstOf.values()).forEach(order -> byId.put(order.id(), order));
        firstOf.forEach((id, first) -> outcomes.put(id, new Replayed(Objects.requireNonNull(byId.get(first)))));
        return outcomes;
    }
}
