package checkout.order.orders;

import checkout.contracts.Money;
import checkout.contracts.RejectionReason;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The {@code orders} table. */
@Repository
public class Orders {
    /** How many orders are searched for those of a status at once. */
    private static final int MAX_SEARCHED = 5_000;

    /** Below every id. */
    private static final UUID MIN_ID = new UUID(0, 0);

    private static final TypeReference<List<Long>> UNIT_PRICES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final OrderLinesJson linesJson;

    Orders(JdbcTemplate jdbc, JsonMapper json, OrderLinesJson linesJson) {
        this.jdbc = jdbc;
        this.json = json;
        this.linesJson = linesJson;
    }

    /** The database's clock says when an order was placed: all instances and all due times share it. */
    public void insert(Collection<NewOrder> orders, Effects effects) {
        effects.write("""
                insert into orders (id, storefront, customer_id, lines, unit_prices, total_minor, currency,
                                    payment_method, placed_at)
                select new.*, now()
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[]) as new
                """, orders, rows -> Columns.of(rows)
                .uuid(NewOrder::id)
                .text(NewOrder::storefront)
                .text(NewOrder::customerId)
                .text(order -> linesJson.write(order.lines()))
                .text(order -> json.writeValueAsString(order.unitPrices()))
                .bigint(order -> order.total().minorUnits())
                .text(order -> order.total().currency())
                .text(NewOrder::paymentMethod));
    }

    /** The order if it belongs to this storefront. */
    public Optional<Order> find(UUID id, String storefront) {
        return jdbc.query("select * from orders where id = ? and storefront = ?", this::order, id, storefront).stream()
                .findFirst();
    }

    /** The same, locked until the transaction ends. */
    public Optional<Order> lock(UUID id, String storefront) {
        return jdbc
                .query("select * from orders where id = ? and storefront = ? for update", this::order, id, storefront)
                .stream()
                .findFirst();
    }

    public List<Order> findAll(Collection<UUID> ids) {
        return jdbc.query(
                "select * from orders where id = any (?::uuid[])",
                Columns.of(ids).uuid(id -> id),
                this::order);
    }

    /** The unit prices of an order in the order of its lines; empty for an order older than their record. */
    Optional<List<Long>> findUnitPrices(UUID id) {
        return jdbc
                .query(
                        "select unit_prices from orders where id = ? and unit_prices is not null",
                        (row, rowNumber) -> json.readValue(row.getString(1), UNIT_PRICES),
                        id)
                .stream()
                .findFirst();
    }

    /**
     * Up to {@code limit} orders that match. What a filter leaves open is not in the statement, because a plan for any value
     * would not use the index of customers. The storefront is a range of one, so that the list has the order of an index that
     * begins with it; of an equal one, PostgreSQL may read the primary key past the newer orders of all others. No index has
     * the status, so only so many orders are searched for one at a time.
     */
    public OrderPage page(OrderFilter filter, int limit) {
        List<Object> arguments = new ArrayList<>(List.of(filter.storefront(), filter.storefront(), filter.before()));
        String candidates = "from orders where storefront >= ? and storefront <= ? and id < ?";
        if (filter.customerId() != null) {
            candidates += " and customer_id = ?";
            arguments.add(filter.customerId());
        }
        Optional<UUID> searchedTo = Optional.empty();
        String matching = "select * %s order by storefront desc, id desc limit ?".formatted(candidates);
        if (filter.status() != null) {
            searchedTo = searchedTo(candidates, arguments);
            // The search ends at an id: orders that were placed since would move its end if it were a number. The inner
            // limit
            // is never reached; without one, few expected matches would be looked for among the orders of all
            // storefronts.
            matching = """
                    select * from (
                        select * %s and id >= ? order by storefront desc, id desc limit %d
                    ) searched
                    where status = ? order by id desc limit ?
                    """.formatted(candidates, 2 * MAX_SEARCHED);
            arguments.addAll(List.of(searchedTo.orElse(MIN_ID), filter.status()));
        }
        arguments.add(limit);
        List<Order> found = jdbc.query(matching, this::order, arguments.toArray());
        return new OrderPage(found, found.size() == limit ? null : searchedTo.orElse(null));
    }

    /** The last of as many candidates as are searched at once; empty if there are fewer. */
    private Optional<UUID> searchedTo(String candidates, List<Object> arguments) {
        return jdbc
                .queryForList(
                        "select id %s order by storefront desc, id desc offset %d limit 1"
                                .formatted(candidates, MAX_SEARCHED - 1),
                        UUID.class,
                        arguments.toArray())
                .stream()
                .findFirst();
    }

    /** Records that the storefront has requested a cancellation, which is to be decided, also if one was refused before. */
    public Order requestCancel(UUID id) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "update orders set cancel_requested = true, cancel_refused = false where id = ? returning *",
                this::order,
                id));
    }

    /** Those of the given orders whose cancellation is decided. */
    public List<Order> findCancellationDecided(Collection<UUID> ids) {
        return jdbc.query(
                "select * from orders where id = any (?::uuid[]) and (status <> 'PENDING' or cancel_refused)",
                Columns.of(ids).uuid(id -> id),
                this::order);
    }

    /**
     * Locks the given orders until the transaction ends and returns what is decided about those that exist. The subquery
     * is executed once and reads a table of a few rows.
     */
    public Supplier<Map<UUID, OrderDecision>> lock(Collection<UUID> ids, RoundTrip reading) {
        return reading.query("""
                select id, status, reason, cancel_refused,
                       storefront in (select storefront from webhook_endpoint where status <> 'DELETED')
                from orders
                where id = any (?::uuid[])
                order by id
                for update
                """, Columns.of(ids).uuid(id -> id), rows -> {
            Map<UUID, OrderDecision> locked = new HashMap<>();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                OrderStatus status = OrderStatus.valueOf(rows.getString(2));
                locked.put(
                        id,
                        new OrderDecision(
                                id, status, reason(rows.getString(3)), rows.getBoolean(4), rows.getBoolean(5)));
            }
            return locked;
        });
    }

    /** Adds the update of these orders to the effects. */
    public void save(Collection<OrderDecision> changed, Effects effects) {
        effects.write("""
                update orders
                set status = new.status, reason = new.reason, cancel_refused = new.cancel_refused,
                    finished_at = case when new.status = 'PENDING' then null else clock_timestamp() end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[]) as new (id, status, reason, cancel_refused)
                where orders.id = new.id
                """, changed, rows -> Columns.of(rows)
                .uuid(OrderDecision::id)
                .text(decision -> decision.status().name())
                .text(decision ->
                        decision.reason() == null ? null : decision.reason().name())
                .bool(OrderDecision::cancelRefused));
    }

    private static @Nullable RejectionReason reason(@Nullable String name) {
        return name == null ? null : RejectionReason.valueOf(name);
    }

    private Order order(ResultSet row, int rowNumber) throws SQLException {
        Timestamp finishedAt = row.getTimestamp("finished_at");
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("storefront"),
                row.getString("customer_id"),
                OrderStatus.valueOf(row.getString("status")),
                reason(row.getString("reason")),
                linesJson.read(row.getString("lines")),
                new Money(row.getLong("total_minor"), row.getString("currency")),
                row.getString("payment_method"),
                row.getBoolean("cancel_requested"),
                row.getBoolean("cancel_refused"),
                row.getTimestamp("placed_at").toInstant(),
                finishedAt == null ? null : finishedAt.toInstant());
    }
}
