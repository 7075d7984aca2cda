package checkout.lab.bench.baseline;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A completed checkout of the stack: the baseline writes rows of the same content and size. */
record SampleCheckout(
        Map<String, Message> messages, String lines, String sagaState, String timetable, String sagaData) {

    /** One of its messages as it was written to an outbox. */
    record Message(
            String topic,
            String type,
            String step,
            String action,
            Integer attempt,
            String traceparent,
            String payload) {}

    private record CheckoutRow(UUID id, String lines, String sagaState, String timetable, String sagaData) {}

    static SampleCheckout find(Connection connection) throws SQLException {
        CheckoutRow row = SqlQuery.first(
                        connection,
                        """
                        select o.id, o.lines, s.state, s.timetable, s.data
                        from orders.orders o join sagas.saga s on s.id = o.id
                        where o.status = 'CONFIRMED' and o.payment_method = 'wallet'
                          and s.phase = 'COMPLETED' and s.version = 3
                        order by o.id desc limit 1
                        """,
                        columns -> new CheckoutRow(
                                columns.getObject(1, UUID.class),
                                columns.getString(2),
                                columns.getString(3),
                                columns.getString(4),
                                columns.getString(5)))
                .orElseThrow(
                        () -> new StackException(
                                "No checkout of version 3 that was paid from a wallet is completed yet, so the baseline has no sample; use --no-floor or --payment wallet."));
        return new SampleCheckout(
                messages(connection, row.id()), row.lines(), row.sagaState(), row.timetable(), row.sagaData());
    }

    Message message(String type) {
        Message message = messages.get(type);
        if (message == null) {
            throw new StackException(
                    "The newest confirmed checkout has no message %s, so the baseline has no sample; use --no-floor."
                            .formatted(type));
        }
        return message;
    }

    private static Map<String, Message> messages(Connection connection, UUID checkout) throws SQLException {
        Map<String, Message> messages = new HashMap<>();
        for (String schema : DatabaseConnections.SERVICE_SCHEMAS) {
            // every message of a checkout has a later id than the checkout
            SqlQuery.forEach(
                    connection,
                    """
                    select topic, type, step, action, attempt, traceparent, payload
                    from %s.outbox where message_key = ? and id >= ?
                    """.formatted(schema),
                    row -> messages.put(
                            row.getString(2),
                            new Message(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getObject(5, Integer.class),
                                    row.getString(6),
                                    row.getString(7))),
                    checkout.toString(),
                    checkout);
        }
        return messages;
    }
}
