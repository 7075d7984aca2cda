package checkout.order.orders;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.RejectionReason;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

/** The orders in the database. */
@Repository
public class Orders {
    private static final TypeReference<List<OrderLine>> LINES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    Orders(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** An order, if it is this storefront's; another's is as good as none. */
    public Optional<Order> find(UUID id, String storefront) {
        return jdbc.query("select * from orders where id = ? and storefront = ?", this::order, id, storefront).stream()
                .findFirst();
    }

    Optional<Order> lock(UUID id, String storefront) {
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

    /** A page of a storefront's orders, newest first, from below the id of the page before. */
    List<Order> page(OrderFilter filter, int limit) {
        return jdbc.query(
                """
                select * from orders
                where storefront = ? and id < ?
                  and (?::text is null or status = ?)
                  and (?::text is null or customer_id = ?)
                order by id desc
                limit ?
                """,
                this::order,
                filter.storefront(),
                filter.below(),
                filter.status(),
                filter.status(),
                filter.customerId(),
                filter.customerId(),
                limit);
    }

    Order rememberCancel(UUID id) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "update orders set cancel_requested = true where id = ? returning *", this::order, id));
    }

    /** Those of these orders of which it is decided whether they are cancelled. */
    List<Order> beyondCancelling(Collection<UUID> ids) {
        return jdbc.query(
                "select * from orders where id = any (?::uuid[]) and (status <> 'PENDING' or cancel_refused)",
                Columns.of(ids).uuid(id -> id),
                this::order);
    }

    /** What is decided so far of those of these orders that there are, locked until the transaction ends. */
    Supplier<Map<UUID, OrderDecision>> lock(Collection<UUID> ids, RoundTrip trip) {
        return trip.query("""
                select id, status, reason, cancel_refused from orders
                where id = any (?::uuid[])
                order by id
                for update
                """, Columns.of(ids).uuid(id -> id), rows -> {
            Map<UUID, OrderDecision> fates = new HashMap<>();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                fates.put(
                        id,
                        new OrderDecision(
                                id,
                                OrderStatus.valueOf(rows.getString(2)),
                                reason(rows.getString(3)),
                                rows.getBoolean(4)));
            }
            return fates;
        });
    }

    /** Has the effects write what was decided of these orders now. */
    void seal(Collection<OrderDecision> decided, Effects effects) {
        effects.write("""
                update orders
                set status = now.status, reason = now.reason, cancel_refused = now.cancel_refused,
                    finished_at = case when now.status = 'PENDING' then null else clock_timestamp() end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[]) as now (id, status, reason, cancel_refused)
                where orders.id = now.id
                """, decided, fates -> Columns.of(fates)
                .uuid(OrderDecision::id)
                .text(orderDecision -> orderDecision.status().name())
                .text(orderDecision -> orderDecision.reason() == null
                        ? null
                        : orderDecision.reason().name())
                .bool(OrderDecision::cancelRefused));
    }

    private static @Nullable RejectionReason reason(@Nullable String name) {
        return name == null ? null : RejectionReason.valueOf(name);
    }

    private Order order(ResultSet row, int number) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("storefront"),
                row.getString("customer_id"),
                OrderStatus.valueOf(row.getString("status")),
                reason(row.getString("reason")),
                json.readValue(row.getString("lines"), LINES),
                new Money(row.getLong("total_minor"), row.getString("currency")),
                row.getString("payment_method"),
                row.getBoolean("cancel_requested"),
                row.getBoolean("cancel_refused"),
                row.getTimestamp("placed_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
