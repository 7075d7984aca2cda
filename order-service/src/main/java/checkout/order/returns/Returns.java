package checkout.order.returns;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import checkout.contracts.ReturnRefusalReason;
import checkout.messaging.Effects;
import checkout.messaging.sql.Columns;
import checkout.messaging.sql.RoundTrip;
import checkout.order.orders.OrderLinesJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * The {@code order_return} and {@code order_return_line} tables.
 *
 * <p>Whoever changes them holds the locks on the orders concerned; orders are locked before returns, each by id.
 */
@Repository
public class Returns {
    /** The lines of return r as JSON. */
    private static final String LINES = """
            (select json_agg(json_build_object('sku', l.sku, 'quantity', l.quantity) order by l.position)
             from order_return_line l where l.return_id = r.id) as lines""";

    private static final String NO_LINES = "'[]' as lines";

    private final JdbcTemplate jdbc;
    private final OrderLinesJson linesJson;

    Returns(JdbcTemplate jdbc, OrderLinesJson linesJson) {
        this.jdbc = jdbc;
        this.linesJson = linesJson;
    }

    void insert(OrderReturn returned, Effects effects) {
        effects.write("""
                insert into order_return (id, order_id, idempotency_key, fingerprint, reason, refund_minor, currency,
                                          requested_at, requested_event)
                select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[],
                                     ?::timestamptz[], ?::int[])
                """, List.of(returned), rows -> Columns.of(rows)
                .uuid(OrderReturn::id)
                .uuid(OrderReturn::orderId)
                .text(OrderReturn::idempotencyKey)
                .text(OrderReturn::fingerprint)
                .text(OrderReturn::reason)
                .bigint(row -> row.refund().minorUnits())
                .text(row -> row.refund().currency())
                .timestamp(OrderReturn::requestedAt)
                .integer(OrderReturn::requestedEvent));
        effects.write("""
                insert into order_return_line (return_id, position, sku, quantity)
                select * from unnest(?::uuid[], ?::int[], ?::text[], ?::int[])
                """, returned.lines(), lines -> Columns.of(lines)
                .uuid(line -> returned.id())
                .integer(returned.lines()::indexOf)
                .text(OrderLine::sku)
                .integer(OrderLine::quantity));
    }

    /** The returns of an order in the order in which they were requested. */
    public List<OrderReturn> findByOrder(UUID orderId) {
        return findByOrders(List.of(orderId)).getOrDefault(orderId, List.of());
    }

    /** The same for several orders; an order without returns is missing. */
    public Map<UUID, List<OrderReturn>> findByOrders(Collection<UUID> orderIds) {
        return findLatest(orderIds, Integer.MAX_VALUE);
    }

    /** The same with at most {@code limit} returns of each order, the latest. */
    public Map<UUID, List<OrderReturn>> findLatest(Collection<UUID> orderIds, int limit) {
        return findOf(
                orderIds,
                LINES,
                "select * from order_return where order_id = o.id order by requested_event desc limit ?",
                limit);
    }

    /**
     * The pending returns of each order, however many, and up to {@code limit} of the others, those that ended last. All are
     * without their lines, of which there may be a hundred times as many.
     */
    public Map<UUID, List<OrderReturn>> findPendingAndLatestEnded(Collection<UUID> orderIds, int limit) {
        return findOf(orderIds, NO_LINES, """
                (select * from order_return where order_id = o.id and status = 'PENDING')
                union all
                (select * from order_return where order_id = o.id and finished_event is not null
                 order by finished_event desc limit ?)
                """, limit);
    }

    private Map<UUID, List<OrderReturn>> findOf(Collection<UUID> orderIds, String lines, String ofOrder, int limit) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        return jdbc.query("""
                        select r.*, %s
                        from unnest(?::uuid[]) as o (id)
                        cross join lateral (%s) r
                        order by r.order_id, r.requested_event
                        """.formatted(lines, ofOrder), this::read, orderIds.toArray(UUID[]::new), limit).stream()
                .collect(Collectors.groupingBy(OrderReturn::orderId));
    }

    /** The return if it belongs to this order. */
    public Optional<OrderReturn> find(UUID id, UUID orderId) {
        return jdbc
                .query(
                        "select r.*, %s from order_return r where r.id = ? and r.order_id = ?".formatted(LINES),
                        this::read,
                        id,
                        orderId)
                .stream()
                .findFirst();
    }

    public List<OrderReturn> findAll(Collection<UUID> ids) {
        return jdbc.query(
                "select r.*, %s from order_return r where r.id = any (?::uuid[])".formatted(LINES),
                Columns.of(ids).uuid(id -> id),
                this::read);
    }

    /** Locks the given returns until the transaction ends and returns what is decided about those that exist. */
    public Supplier<Map<UUID, ReturnDecision>> lock(Collection<UUID> ids, RoundTrip reading) {
        return reading.query("""
                select id, order_id, status, refusal_reason, refund_started from order_return
                where id = any (?::uuid[])
                order by id
                for update
                """, Columns.of(ids).uuid(id -> id), rows -> {
            Map<UUID, ReturnDecision> locked = new HashMap<>();
            while (rows.next()) {
                UUID id = rows.getObject(1, UUID.class);
                ReturnStatus status = ReturnStatus.valueOf(rows.getString(3));
                locked.put(
                        id,
                        new ReturnDecision(
                                id,
                                rows.getObject(2, UUID.class),
                                status,
                                refusalReason(rows.getString(4)),
                                rows.getBoolean(5)));
            }
            return locked;
        });
    }

    /** Adds the update of these returns, no two of the same order, to the effects. */
    public void save(Collection<ReturnDecision> changed, Effects effects) {
        effects.write("""
                update order_return r
                set status = new.status, refusal_reason = new.refusal_reason, refund_started = new.refund_started,
                    finished_at = case when new.status <> 'PENDING' then clock_timestamp() end,
                    finished_event = case when new.status <> 'PENDING' then
                        (select max(greatest(other.requested_event, other.finished_event)) + 1
                         from order_return other where other.order_id = r.order_id) end
                from unnest(?::uuid[], ?::text[], ?::text[], ?::bool[])
                    as new (id, status, refusal_reason, refund_started)
                where r.id = new.id
                """, changed, rows -> Columns.of(rows)
                .uuid(ReturnDecision::id)
                .text(decision -> decision.status().name())
                .text(decision -> decision.refusalReason() == null
                        ? null
                        : decision.refusalReason().name())
                .bool(ReturnDecision::refundStarted));
    }

    private static @Nullable ReturnRefusalReason refusalReason(@Nullable String name) {
        return name == null ? null : ReturnRefusalReason.valueOf(name);
    }

    private OrderReturn read(ResultSet row, int rowNumber) throws SQLException {
        Timestamp finishedAt = row.getTimestamp("finished_at");
        return new OrderReturn(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("idempotency_key"),
                row.getString("fingerprint"),
                ReturnStatus.valueOf(row.getString("status")),
                refusalReason(row.getString("refusal_reason")),
                linesJson.read(row.getString("lines")),
                new Money(row.getLong("refund_minor"), row.getString("currency")),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                row.getInt("requested_event"),
                row.getObject("finished_event", Integer.class));
    }
}
