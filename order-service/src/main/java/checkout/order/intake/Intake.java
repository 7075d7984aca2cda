package checkout.order.intake;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.order.intake.Outcome.KeyReused;
import checkout.order.intake.Outcome.Placed;
import checkout.order.intake.Outcome.Replayed;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
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
class Intake {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final Orders orders;
    private final JsonMapper json;

    Intake(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox, Orders orders, JsonMapper json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
        this.orders = orders;
        this.json = json;
    }

    /** The outcomes in the order of the placements. */
    List<Outcome> place(List<Placement> placements) {
        Map<UUID, Outcome> outcomes = new HashMap<>();
        List<Placement> left = placements;
        while (!left.isEmpty()) {
            outcomes.putAll(settle(firstOfEachKey(left)));
            left = left.stream()
                    .filter(placement -> !outcomes.containsKey(placement.id()))
                    .toList();
        }
        return placements.stream()
                .map(placement -> Objects.requireNonNull(outcomes.get(placement.id())))
                .toList();
    }

    /** The outcomes of all of them, or of those that stand in the way of the others. */
    private Map<UUID, Outcome> settle(Collection<Placement> placements) {
        try {
            return commit(placements)
                    ? placements.stream().collect(Collectors.toMap(Placement::id, placed -> new Placed()))
                    : earlier(placements);
        } catch (DuplicateKeyException committedBefore) {
            // an attempt whose answer got lost had succeeded
            Map<UUID, Outcome> known = earlier(placements);
            if (known.isEmpty()) {
                throw committedBefore;
            }
            return known;
        }
    }

    /** In the order of the keys: all claim in it, so that nobody waits in a circle. */
    private static Collection<Placement> firstOfEachKey(List<Placement> placements) {
        Map<Key, Placement> first = new TreeMap<>(Key.ORDER);
        placements.forEach(placement -> first.putIfAbsent(Key.of(placement), placement));
        return first.values();
    }

    private record Key(String storefront, String key) {
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::storefront).thenComparing(Key::key);

        static Key of(Placement placement) {
            return new Key(placement.storefront(), placement.idempotencyKey());
        }
    }

    /** False, and nothing is done, if one of the keys was used before. */
    private boolean commit(Collection<Placement> placements) {
        return Boolean.TRUE.equals(transaction.execute(begun -> {
            RoundTrip writing = new RoundTrip(jdbc);
            Supplier<Integer> claimed = claim(placements, writing);
            Effects effects = Effects.none();
            write(placements, effects);
            placements.forEach(p -> effects.send(p.id(), p.event(), Correlation.ofSaga(p.id()), p.traceparent()));
            outbox.send(effects, writing);
            writing.make();
            boolean allNew = claimed.get() == placements.size();
            if (!allNew) {
                begun.setRollbackOnly();
            }
            return allNew;
        }));
    }

    /** How many of the keys were not used before. One that another transaction is just claiming is waited for. */
    private static Supplier<Integer> claim(Collection<Placement> placements, RoundTrip writing) {
        return writing.ask(
                """
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                select * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[])
                on conflict (storefront, key) do nothing
                returning checkout_id
                """,
                Columns.of(placements)
                        .text(Placement::storefront)
                        .text(Placement::idempotencyKey)
                        .text(Placement::fingerprint)
                        .uuid(Placement::id),
                rows -> {
                    int claimed = 0;
                    while (rows.next()) {
                        claimed++;
                    }
                    return claimed;
                });
    }

    private void write(Collection<Placement> placements, Effects effects) {
        effects.write("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                     ?::timestamptz[])
                """, placements, rows -> Columns.of(rows)
                .uuid(Placement::id)
                .text(Placement::storefront)
                .text(p -> p.cart().customerId())
                .text(p -> json.writeValueAsString(p.cart().lines()))
                .bigint(p -> p.cart().total().minorUnits())
                .text(p -> p.cart().total().currency())
                .text(p -> PaymentNames.of(p.cart().payment()))
                .timestamp(Placement::at));
    }

    /** What the keys that were used before were used for, by the id of the placement that used them again. */
    private Map<UUID, Outcome> earlier(Collection<Placement> placements) {
        Map<UUID, UUID> firstOf = new HashMap<>();
        Map<UUID, Outcome> outcomes = new HashMap<>();
        jdbc.query(
                """
                select c.id, k.checkout_id, k.fingerprint = c.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as c (id, storefront, key, fingerprint)
                join idempotency_key k using (storefront, key)
                """,
                Columns.of(placements)
                        .uuid(Placement::id)
                        .text(Placement::storefront)
                        .text(Placement::idempotencyKey)
                        .text(Placement::fingerprint),
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
