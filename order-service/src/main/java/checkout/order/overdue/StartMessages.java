package checkout.order.overdue;

import checkout.messaging.Correlation;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.Traceparent;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxRow;
import checkout.order.returns.Returns;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The messages that start sagas, to be sent again. Each has a new id, because the consumer that dead-lettered the first one
 * takes its id for handled; the orchestrator starts a saga once, however many messages ask for it.
 */
@Component
class StartMessages {
    private final JdbcTemplate jdbc;
    private final Returns returns;
    private final Outbox outbox;

    StartMessages(JdbcTemplate jdbc, Returns returns, Outbox outbox) {
        this.jdbc = jdbc;
        this.returns = returns;
        this.outbox = outbox;
    }

    /** The message once more; empty if it no longer exists. */
    Optional<OutboxRow> again(OverdueItem item) {
        return switch (item.kind()) {
            case ORDER -> orderPlaced(item);
            case RETURN -> returnRequested(item);
        };
    }

    /**
     * The payment is in the outbox only. The message has the id of its order; before that was so, it had one of about the
     * same time. It is copied as it is.
     */
    private Optional<OutboxRow> orderPlaced(OverdueItem item) {
        return jdbc
                .query(
                        """
                        select topic, message_key, type, traceparent, payload from outbox where id = ?
                        union all
                        select m.topic, m.message_key, m.type, m.traceparent, m.payload
                        from orders o
                        join outbox m on m.id >= id_at(o.placed_at - interval '1 minute')
                                     and m.id < id_at(o.placed_at + interval '1 minute')
                        where o.id = ? and m.message_key = o.id::text and m.type = 'orders.OrderPlaced.v1'
                        limit 1
                        """,
                        (row, number) -> new OutboxRow(
                                MessageIds.next(),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Correlation.ofSaga(item.id()),
                                Traceparent.orNew(row.getString(4)),
                                null,
                                row.getString(5)),
                        item.id(),
                        item.id())
                .stream()
                .findFirst();
    }

    private Optional<OutboxRow> returnRequested(OverdueItem item) {
        return returns.find(item.id(), item.orderId())
                .map(returned -> outbox.row(new Effects.OutgoingMessage(
                        null, item.orderId().toString(), returned.event(), Correlation.ofSaga(item.id()), null)));
    }
}
