package checkout.order.overdue;

import checkout.contracts.OrderPlaced;
import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.order.returns.OrderReturn;
import checkout.order.returns.Returns;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the messages that start sagas again. Each has a new id, because the consumer that dead-lettered the first one takes
 * its id for handled; the orchestrator starts a saga once, however many messages ask for it.
 */
@Component
class StartMessages {
    private final JdbcTemplate jdbc;
    private final Returns returns;
    private final JsonMapper json;

    StartMessages(JdbcTemplate jdbc, Returns returns, JsonMapper json) {
        this.jdbc = jdbc;
        this.returns = returns;
        this.json = json;
    }

    /** Sends the message again; false if it no longer exists. */
    boolean send(OverdueItem item, Effects effects) {
        return switch (item.kind()) {
            case ORDER -> sendOrder(item, effects);
            case RETURN -> sendReturn(item, effects);
        };
    }

    private record Kept(String payload, @Nullable String traceparent) {}

    /**
     * The payment is in the outbox only. The message has the id of its order; before that was so, it had one of about the
     * same time.
     */
    private boolean sendOrder(OverdueItem item, Effects effects) {
        List<Kept> kept = jdbc.query(
                """
                select payload, traceparent from outbox where id = ?
                union all
                select m.payload, m.traceparent
                from orders o
                join outbox m on m.id >= id_at(o.placed_at - interval '1 minute')
                             and m.id < id_at(o.placed_at + interval '1 minute')
                where o.id = ? and m.message_key = o.id::text and m.type = 'orders.OrderPlaced.v1'
                limit 1
                """,
                (row, number) -> new Kept(row.getString(1), row.getString(2)),
                item.id(),
                item.id());
        kept.forEach(message -> effects.send(
                item.orderId(),
                json.readValue(message.payload(), OrderPlaced.class),
                Correlation.ofSaga(item.id()),
                message.traceparent()));
        return !kept.isEmpty();
    }

    private boolean sendReturn(OverdueItem item, Effects effects) {
        List<OrderReturn> found = returns.findByOrder(item.orderId()).stream()
                .filter(returned -> returned.id().equals(item.id()))
                .toList();
        found.forEach(returned ->
                effects.send(item.orderId(), returned.event(), Correlation.ofSaga(item.id()), null));
        return !found.isEmpty();
    }
}
