package checkout.relay;

import checkout.testinfra.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox table of a service, as its migration creates it and its transactions fill it. */
record OutboxTable(TestDatabase database, String schema) {

    static final String TOPIC = "orders.events";

    /** Creates the table and adds it to the publication. */
    static OutboxTable create(TestDatabase database, String schema) {
        JdbcClient owner = JdbcClient.create(database.as(schema + "_owner"));
        owner.sql("""
                create table %1$s.outbox (
                    id uuid primary key, topic text not null, message_key text not null, type text not null,
                    saga_id uuid, step text, action text, attempt int, traceparent text, headers text, payload text not null
                ) partition by range (id)
                """.formatted(schema)).update();
        owner.sql("create table %1$s.outbox_all partition of %1$s.outbox default".formatted(schema))
                .update();
        owner.sql("select relay.publish('%s.outbox'::regclass)".formatted(schema))
                .query()
                .listOfRows();
        return new OutboxTable(database, schema);
    }

    Connection connection() throws SQLException {
        Connection connection = database.as(schema).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    /** Inserts one row in its own transaction. */
    UUID insert(String key, String payload) {
        return insert(TOPIC, key, payload);
    }

    UUID insert(String topic, String key, String payload) {
        try (Connection connection = connection()) {
            UUID id = insert(connection, newId(), topic, key, payload);
            connection.commit();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<UUID> insertMany(int rows, String key) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            ids.add(insert(key, "{\"n\":" + i + "}"));
        }
        return ids;
    }

    /** Inserts rows of 900 kB with one statement. */
    static List<UUID> insertLarge(DataSource database, int rows) {
        return JdbcClient.create(database)
                .sql("""
                        insert into orders.outbox (id, topic, message_key, type, payload)
                        select uuidv7(), ?, 'k', 'orders.Tested.v1', repeat('x', 900000) from generate_series(1, ?)
                        returning id
                        """)
                .params(TOPIC, rows)
                .query(UUID.class)
                .list();
    }

    /** Inserts a row whose id says that it was created at this time. */
    UUID insertCreatedAt(Instant time) {
        try (Connection connection = connection()) {
            UUID id = insert(connection, idAt(time.toEpochMilli()), TOPIC, "k", "{}");
            connection.commit();
            return id;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID insert(Connection connection, String key, String payload) throws SQLException {
        return insert(connection, newId(), TOPIC, key, payload);
    }

    /** Inserts a row whose id was made at this time, by whatever clock. */
    void insertAt(Connection connection, long millis, String key) throws SQLException {
        insert(connection, idAt(millis), TOPIC, key, "{}");
    }

    private UUID insert(Connection connection, UUID id, String topic, String key, String payload) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + schema
                + ".outbox (id, topic, message_key, type, payload) values (?, ?, ?, 'orders.Tested.v1', ?)")) {
            insert.setObject(1, id);
            insert.setString(2, topic);
            insert.setString(3, key);
            insert.setString(4, payload);
            insert.executeUpdate();
        }
        return id;
    }

    static UUID newId() {
        return idAt(System.currentTimeMillis());
    }

    private static UUID idAt(long millis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long timeAndVersion = (millis << 16) | 0x7000 | random.nextInt(0x1000);
        return new UUID(timeAndVersion, (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }
}
