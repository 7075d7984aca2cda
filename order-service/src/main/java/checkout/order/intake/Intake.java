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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Commits checkouts that came at the same time as one, in one round trip: keys claimed, orders and events written; then
 * recognizes replays.
 */
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
        RoundTrip writing = new RoundTrip(jdbc);
        Supplier<Set<UUID>> claiming = claim(placements, writing);
        write(placements, writing);
        tell(placements, writing);
        writing.makeAndCommit();
        Set<UUID> claimed = claiming.get();
        Map<UUID, Outcome> earlier = claimed.size() == placements.size() ? Map.of() : earlier(placements, claimed);
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
    private static Supplier<Set<UUID>> claim(List<Placement> placements, RoundTrip writing) {
        List<Placement> inOrder = new ArrayList<>(placements);
        inOrder.sort(Comparator.comparing(Placement::storefront).thenComparing(Placement::idempotencyKey));
        return writing.ask(
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
                rows -> {
                    Set<UUID> claimed = new HashSet<>();
                    while (rows.next()) {
                        claimed.add(rows.getObject(1, UUID.class));
                    }
                    return claimed;
                });
    }

    /** Orders for those that have claimed their key. */
    private void write(List<Placement> placements, RoundTrip writing) {
        writing.tell(
                """
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                select id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at
                from unnest(?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                            ?::timestamptz[])
                  as c (key, id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                where exists (select from idempotency_key k
                              where k.storefront = c.storefront and k.key = c.key and k.checkout_id = c.id)
                """,
                Columns.of(placements)
                        .text(Placement::idempotencyKey)
                        .uuid(Placement::id)
                        .text(Placement::storefront)
                        .text(p -> p.cart().customerId())
                        .text(p -> json.writeValueAsString(p.cart().lines()))
                        .bigint(p -> p.cart().total().minorUnits())
                        .text(p -> p.cart().total().currency())
                        .text(p -> PaymentNames.of(p.cart().payment()))
                        .timestamp(Placement::at));
    }

    /** Events for those that have become orders. */
    private void tell(List<Placement> placements, RoundTrip writing) {
        Effects effects = Effects.none();
        placements.forEach(p -> effects.send(p.id(), p.event(), Correlation.ofSaga(p.id()), p.traceparent()));
        outbox.sendWhere("exists (select from orders where orders.id = message.saga_id)", effects, writing);
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
