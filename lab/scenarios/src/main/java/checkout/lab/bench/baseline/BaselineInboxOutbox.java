package checkout.lab.bench.baseline;

import checkout.lab.bench.baseline.SampleCheckout.Message;
import com.github.f4b6a3.uuid.UuidCreator;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/** Inserts into the inbox and the outbox of one service, a row at a time. */
final class BaselineInboxOutbox {

    private final PreparedStatement inbox;
    private final PreparedStatement outbox;
    private final boolean storesPayload;

    BaselineInboxOutbox(Connection connection, String owner, boolean storesPayload) throws SQLException {
        this.storesPayload = storesPayload;
        this.inbox = connection.prepareStatement(storesPayload ? """
                        insert into bench.%s_inbox (id, type, message_key, saga_id, step, action, attempt, payload)
                        values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing
                        """.formatted(owner) : """
                        insert into bench.%s_inbox (id, type, message_key) values (?, ?, ?) on conflict (id) do nothing
                        """.formatted(owner));
        this.outbox = connection.prepareStatement("""
                insert into bench.%s_outbox (topic, message_key, type, saga_id, step, action, attempt, traceparent, payload, id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """.formatted(owner));
    }

    void receive(UUID id, UUID checkout, Message message) throws SQLException {
        inbox.setObject(1, id);
        inbox.setString(2, message.type());
        inbox.setString(3, checkout.toString());
        if (storesPayload) {
            inbox.setObject(4, checkout);
            inbox.setString(5, message.step());
            inbox.setString(6, message.action());
            inbox.setObject(7, message.attempt(), Types.INTEGER);
            inbox.setString(8, message.payload());
        }
        if (inbox.executeUpdate() != 1) {
            throw new IllegalStateException("message " + id + " of the baseline was received before");
        }
    }

    /** Returns the id of the message. */
    UUID send(UUID checkout, Message message) throws SQLException {
        UUID id = UuidCreator.getTimeOrderedEpochPlus1();
        outbox.setString(1, message.topic());
        outbox.setString(2, checkout.toString());
        outbox.setString(3, message.type());
        outbox.setObject(4, checkout);
        outbox.setString(5, message.step());
        outbox.setString(6, message.action());
        outbox.setObject(7, message.attempt(), Types.INTEGER);
        outbox.setString(8, message.traceparent());
        outbox.setString(9, message.payload());
        outbox.setObject(10, id);
        outbox.executeUpdate();
        return id;
    }
}
