package checkout.order.intake;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.sql.Columns;
import checkout.order.intake.Outcome.KeyReused;
import checkout.order.intake.Outcome.Placed;
import checkout.order.intake.Outcome.Replayed;
import checkout.order.orders.Order;
import checkout.order.orders.Orders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Commits checkouts that came at the same time as one: keys claimed, orders and events written, or replays recognized. */
@Component
class Intake {
    private final JdbcTemplate jdbc;
    private final Outbox outbox;
    private final Orders orders;
    private final JsonMapper json;

    Intake(JdbcTemplate jdbc, Outbox outbox, Orders orders, JsonMapper json) {
        this.jdbc = jdbc;
        this.outbox = outbox;
        this.orders = orders;
        this.json = json;
    }

    /** The outcomes in the order of the placements, which have keys all different. */
    @Transactional
    public List<Outcome> place(List<Placement> placements) {
        Set<UUID> claimed = claim(placements);
        List<Placement> fresh =
                placements.stream().filter(p -> claimed.contains(p.id())).toList();
        write(fresh);
        Map<UUID, Outcome> earlier = fresh.size() == placements.size() ? Map.of() : earlier(placements, claimed);
        List<Outcome> outcomes = new ArrayList<>(placements.size());
        for (Placement placement : placements) {
            outcomes.add(
                    claimed.contains(placement.id())
                            ? new Placed()
                            : Objects.requireNonNull(earlier.get(placement.id())));
        }
        return outcomes;
    }

    /**
     * The ids of those whose key was not used before. A key that another transaction is just claiming is waited for;
     * all claim in the order of the keys, so that nobody waits in a circle.
     */
    private Set<UUID> claim(List<Placement> placements) {
        List<Placement> inOrder = new ArrayList<>(placements);
        inOrder.sort(Comparator.comparing(Placement::storefront).thenComparing(Placement::idempotencyKey));
        return new HashSet<>(jdbc.query(
                """
                insert into idempotency_key (storefront, key, fingerprint, checkout_id)
                select storefront, key, fingerprint, id
                from unnest(?::text[], ?::text[], ?::text[], ?::uuid[]) as c (storefront, key, fingerprint, id)
                on conflict (storefront, key) do nothing
                returning checkout_id
                """,
                Columns.of(inOrder)
                        .text(Placement::storefront)
                        .text(Placement::idempotencyKey)
                        .text(Placement::fingerprint)
                        .uuid(Placement::id),
                (row, number) -> row.getObject(1, UUID.class)));
    }

    private void write(List<Placement> fresh) {
        if (fresh.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                                     ?::timestamptz[])
                """,
                Columns.of(fresh)
                        .uuid(Placement::id)
                        .text(Placement::storefront)
                        .text(p -> p.cart().customerId())
                        .text(p -> json.writeValueAsString(p.cart().lines()))
                        .bigint(p -> p.cart().total().minorUnits())
                        .text(p -> p.cart().total().currency())
                        .text(p -> PaymentNames.of(p.cart().payment()))
                        .timestamp(Placement::at));
        Effects effects = Effects.none();
        fresh.forEach(p -> effects.send(p.id(), p.event(), Correlation.ofSaga(p.id()), p.traceparent()));
        outbox.send(effects);
    }

    /** What the keys that were used before were used for, by the id of the placement that used them again. */
    private Map<UUID, Outcome> earlier(List<Placement> placements, Set<UUID> claimed) {
        List<Placement> again =
                placements.stream().filter(p -> !claimed.contains(p.id())).toList();
        Map<UUID, UUID> firstOf = new HashMap<>();
        Map<UUID, Outcome> outcomes = new HashMap<>();
        jdbc.query(
                """
                select c.id, k.checkout_id, k.fingerprint = c.fingerprint
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) as c (id, storefront, key, fingerprint)
                join idempotency_key k using (storefront, key)
                """,
                Columns.of(again)
                        .uuid(Placement::id)
                        .text(Placement::storefront)
                        .text(Placement::idempotencyKey)
                        .text(Placement::fingerprint),
                row -> {
                    UUID id = row.getObject(1, UUID.class);
                    if (row.getBoolean(3)) {
                        firstOf.put(id, row.getObject(2, UUID.class));
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
