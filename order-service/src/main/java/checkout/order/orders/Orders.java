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

    void rememberCancel(UUID id) {
        jdbc.update("update orders set cancel_requested = true where id = ?", id);
    }

    /** How an order is to end. */
    record Ending(UUID id, OrderStatus status, @Nullable RejectionReason reason) {}

    /** Ends those of these orders that have not ended, locking in the order of their ids; tells how each one stands now. */
    Map<UUID, Order> end(Collection<Ending> endings) {
        Map<UUID, Order> now = new HashMap<>();
        jdbc.query(
                """
                with ending as (
                    select * from unnest(?::uuid[], ?::text[], ?::text[]) as e (id, status, reason)
                ), locked as (
                    select id from orders where id in (select id from ending) order by id for update
                )
                update orders
                set status = case when orders.status = 'PENDING' then ending.status else orders.status end,
                    reason = case when orders.status = 'PENDING' then ending.reason else orders.reason end,
                    finished_at = coalesce(orders.finished_at, clock_timestamp())
                from ending join locked using (id)
                where orders.id = ending.id
                returning orders.*
                """,
                Columns.of(endings)
                        .uuid(Ending::id)
                        .text(e -> e.status().name())
                        .text(Orders::reason),
                row -> {
                    Order order = order(row, 0);
                    now.put(order.id(), order);
                });
        return now;
    }

    private static @Nullable String reason(Ending ending) {
        return ending.reason() == null ? null : ending.reason().name();
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
                row.getTimestamp("placed_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
