package checkout.lab.scenario.pooler;

import checkout.lab.scenario.kafka.LabOutbox;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A client in the role of a service, whose transactions read and write the outbox of that service, as its own do. */
final class PooledClient implements AutoCloseable {

    /** Only these clients write messages of this type. */
    static final String TYPE = "lab.PooledLine.v1";

    private final Connection connection;
    private long committed;

    PooledClient(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    /** Two round trips and a commit. The tables are found by the search path of the role. */
    void runTransaction() throws SQLException {
        UUID id = LabOutbox.nextId();
        if (exists(id)) {
            throw new IllegalStateException("The id %s was used before".formatted(id));
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into outbox (id, topic, message_key, type, payload) values (?, ?, ?, ?, '{\"n\":1}')")) {
            insert.setObject(1, id);
            insert.setString(2, LabOutbox.TOPIC);
            insert.setString(3, id.toString()); // a key of its own: a saga's key would count as that saga's
            insert.setString(4, TYPE);
            insert.executeUpdate();
        }
        connection.commit();
        committed++;
    }

    private boolean exists(UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select from outbox where id = ?")) {
            select.setObject(1, id);
            try (ResultSet found = select.executeQuery()) {
                return found.next();
            }
        }
    }

    long committed() {
        return committed;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
