package checkout.lab.bench.baseline;

import checkout.lab.stack.state.StackException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A checkout that was confirmed: the floor writes rows as large as its rows, whatever the services put in them by now. */
record SampleCheckout(
        Map<String, Message> messages, String lines, String sagaState, String timetable, String sagaData) {

    /** One message of it as it stood in an outbox. */
    record Message(
            String topic,
            String type,
            String step,
            String action,
            Integer attempt,
            String traceparent,
            String payload) {}

    static SampleCheckout find(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select o.id, o.lines, s.state, s.timetable, s.data
                from orders.orders o join sagas.saga s on s.id = o.id
                where o.status = 'CONFIRMED' and o.payment_method = 'wallet'
                order by o.id desc limit 1
                """);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new StackException(
                        "No checkout was paid from a wallet and confirmed yet, so there is nothing to model the floor on; use --no-floor or --payment wallet.");
            }
            UUID checkout = row.getObject(1, UUID.class);
            return new SampleCheckout(
                    messages(connection, checkout),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5));
        }
    }

    Message message(String type) {
        Message message = messages.get(type);
        if (message == null) {
            throw new StackException(
                    "The newest confirmed checkout has no message %s, so there is nothing to model the floor on; use --no-floor."
                            .formatted(type));
        }
        return message;
    }

    private static Map<String, Message> messages(Connection connection, UUID checkout) throws SQLException {
        Map<String, Message> messages = new HashMap<>();
        for (String schema : new String[] {"orders", "inventory", "payments", "sagas"}) {
            // every message of a checkout is younger than the checkout
            try (PreparedStatement statement = connection.prepareStatement("""
                    select topic, type, step, action, attempt, traceparent, payload
                    from %s.outbox where message_key = ? and id >= ?
                    """.formatted(schema))) {
                statement.setString(1, checkout.toString());
                statement.setObject(2, checkout);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        Message message = new Message(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, Integer.class),
                                row.getString(6),
                                row.getString(7));
                        messages.put(message.type(), message);
                    }
                }
            }
        }
        return messages;
    }
}
