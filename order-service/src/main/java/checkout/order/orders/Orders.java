package checkout.order.orders;

import checkout.contracts.Line;
import checkout.contracts.Money;
import checkout.contracts.RejectionReason;
import checkout.messaging.sql.Columns;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The orders in the database. */
@Repository
public class Orders {
    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};

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

    /** What the orchestrator says of an order: how it ends, or, being still PENDING, that it will not be cancelled. */
    record Ruling(UUID id, OrderStatus status, @Nullable RejectionReason reason) {}

    /** Has these orders obey, unless they have ended, locking in the order of their ids; tells how each one stands now. */
    Map<UUID, Order> rule(Collection<Ruling> rulings) {
        Map<UUID, Order> now = new HashMap<>();
        jdbc.query(
                """
                with ruling as (
                    select * from unnest(?::uuid[], ?::text[], ?::text[]) as r (id, status, reason)
                ), locked as (
                    select id from orders where id in (select id from ruling) order by id for update
                )
                update orders
                set status = case when orders.status = 'PENDING' then ruling.status else orders.status end,
                    reason = case when orders.status = 'PENDING' then ruling.reason else orders.reason end,
                    cancel_refused = orders.cancel_refused
                        or (orders.status = 'PENDING' and ruling.status = 'PENDING'),
                    finished_at = case when ruling.status = 'PENDING' then orders.finished_at
                                       else coalesce(orders.finished_at, clock_timestamp()) end
                from ruling join locked using (id)
                where orders.id = ruling.id
                returning orders.*
                """,
                Columns.of(rulings)
                        .uuid(Ruling::id)
                        .text(ruling -> ruling.status().name())
                        .text(Orders::reason),
                row -> {
                    Order order = order(row, 0);
                    now.put(order.id(), order);
                });
        return now;
    }

    private static @Nullable String reason(Ruling ruling) {
        return ruling.reason() == null ? null : ruling.reason().name();
    }

    private Order order(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        Timestamp finished = row.getTimestamp("finished_at");
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("storefront"),
                row.getString("customer_id"),
                OrderStatus.valueOf(row.getString("status")),
                reason == null ? null : RejectionReason.valueOf(reason),
                json.readValue(row.getString("lines"), LINES),
                new Money(row.getLong("total_minor"), row.getString("currency")),
                row.getString("payment_method"),
                row.getBoolean("cancel_requested"),
                row.getBoolean("cancel_refused"),
                row.getTimestamp("placed_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
