package checkout.lab.audit;

import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A database with the tables of all services, made by their own migrations, and checkouts in it that add up. */
public final class ServiceTables {
    private static final Path SOURCES = Path.of("../..");
    private static final String MESSAGING = "libs/messaging/src/main/resources/db/messaging";

    public static final String V1 = "01890000-0000-7000-8000-000000000001";
    static final String V2 = "01890000-0000-7000-8000-000000000002";
    public static final String V3 = "01890000-0000-7000-8000-000000000003";
    static final String REJECTED = "01890000-0000-7000-8000-000000000004";
    static final String RETURN = "01890000-0000-7000-8000-000000000005";

    private static final String WALLET = "{\"payment\":{\"method\":\"wallet\",\"accountId\":\"w-1\"}}";
    private static final String CARD = "{\"payment\":{\"method\":\"card\",\"token\":\"forgotten\"}}";

    private ServiceTables() {}

    /** A connection in the role that may change everything, within a transaction. */
    public static Connection withCheckoutsThatAddUp() throws SQLException {
        return fill(migrated());
    }

    /** The same without any checkout. */
    public static Connection empty() throws SQLException {
        return inTransaction(migrated());
    }

    /** A database with checkouts that add up, for several connections. */
    static DataSource database() throws SQLException {
        DataSource database = migrated();
        fill(database).close();
        return database;
    }

    private static Connection fill(DataSource database) throws SQLException {
        Connection connection = inTransaction(database);
        try (Statement statement = connection.createStatement()) {
            for (String sql : CHECKOUTS) {
                statement.execute(sql);
            }
        }
        connection.commit();
        return connection;
    }

    private static Connection inTransaction(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static DataSource migrated() {
        TestDatabase database = TestServers.database("orders");
        migrate(database, "orders", MESSAGING, "order-service/src/main/resources/db/migration");
        migrate(database, "inventory", MESSAGING, "inventory-service/src/main/resources/db/migration");
        migrate(database, "payments", MESSAGING, "payment-service/src/main/resources/db/migration");
        migrate(
                database,
                "sagas",
                MESSAGING,
                "libs/saga-runtime/src/main/resources/db/saga-runtime",
                "saga-orchestrator/src/main/resources/db/migration");
        return database.superuser();
    }

    private static void migrate(TestDatabase database, String schema, String... folders) {
        new TestDatabase(database.server(), database.name(), schema, database.passwords())
                .migrate(Stream.of(folders)
                        .map(SOURCES::resolve)
                        .filter(Files::isDirectory)
                        .map(folder -> "filesystem:" + folder)
                        .toArray(String[]::new));
    }

    /** One confirmed checkout of each version, a rejected one, and a return of one of two items of the third. */
    private static final List<String> CHECKOUTS = List.of(
            """
            insert into orders.product (sku, name, description, price_minor, currency, version, changed_at)
            values ('TEA', 'Tea', 'Tea', 1000, 'EUR', 2, now() - interval '1 hour')
            """,
            order(V1, "CONFIRMED", "wallet"),
            order(V2, "CONFIRMED", "card"),
            order(V3, "CONFIRMED", "wallet"),
            order(REJECTED, "REJECTED", "wallet"),
            saga(V1, "checkout", 1, "COMPLETED"),
            saga(V2, "checkout", 2, "COMPLETED"),
            saga(V3, "checkout", 3, "COMPLETED"),
            saga(REJECTED, "checkout", 3, "COMPENSATED"),
            saga(RETURN, "return", 1, "COMPLETED"),
            payment(V1, "AUTHORIZED", "WALLET", 0),
            payment(V2, "CAPTURED", "CARD", 0),
            payment(V3, "CAPTURED", "WALLET", 1000),
            payment(REJECTED, "VOIDED", "WALLET", 0),
            "insert into payments.account (id, currency) values ('w-1', 'EUR')",
            hold(V1, 2000, "HELD"),
            hold(V3, 1000, "CAPTURED"),
            hold(REJECTED, 2000, "RELEASED"),
            """
            insert into payments.ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id, return_id, funding)
            values ('WALLET_FUNDED', 'funding:EUR', 'wallet:w-1', 8000, 'EUR', 'w-1', null, null, 'salary'),
                   ('HOLD_PLACED', 'wallet:w-1', 'held:w-1', 2000, 'EUR', 'w-1', '%1$s', null, null),
                   ('CARD_CAPTURED', 'provider:EUR', 'settlement:EUR', 2000, 'EUR', null, '%2$s', null, null),
                   ('HOLD_PLACED', 'wallet:w-1', 'held:w-1', 2000, 'EUR', 'w-1', '%3$s', null, null),
                   ('HOLD_CAPTURED', 'held:w-1', 'settlement:EUR', 2000, 'EUR', 'w-1', '%3$s', null, null),
                   ('WALLET_REFUNDED', 'settlement:EUR', 'wallet:w-1', 1000, 'EUR', 'w-1', '%3$s', '%5$s', null),
                   ('HOLD_PLACED', 'wallet:w-1', 'held:w-1', 2000, 'EUR', 'w-1', '%4$s', null, null),
                   ('HOLD_RELEASED', 'held:w-1', 'wallet:w-1', 2000, 'EUR', 'w-1', '%4$s', null, null)
            """.formatted(V1, V2, V3, REJECTED, RETURN),
            "insert into inventory.stock (sku, on_hand, reserved) values ('TEA', 100, 4)",
            """
            insert into inventory.stock_movement (sku, kind, on_hand, reserved, on_hand_after, reserved_after, checkout_id, return_id)
            values ('TEA', 'COUNT', 101, 0, 101, 0, null, null),
                   ('TEA', 'RESERVE', 0, 2, 101, 2, '%1$s', null),
                   ('TEA', 'RESERVE', 0, 2, 101, 4, '%2$s', null),
                   ('TEA', 'RESERVE', 0, 2, 101, 6, '%3$s', null),
                   ('TEA', 'RESERVE', 0, 2, 101, 8, '%4$s', null),
                   ('TEA', 'RELEASE', 0, -2, 101, 6, '%4$s', null),
                   ('TEA', 'COMMIT', -2, -2, 99, 4, '%3$s', null),
                   ('TEA', 'RESTOCK', 1, 0, 100, 4, '%3$s', '%5$s')
            """.formatted(V1, V2, V3, REJECTED, RETURN),
            reservation(V1, "HELD"),
            reservation(V2, "HELD"),
            reservation(V3, "COMMITTED"),
            reservation(REJECTED, "RELEASED"),
            """
            insert into orders.order_return (id, order_id, idempotency_key, fingerprint, status, refund_started, refund_minor,
                                             currency, requested_at, finished_at, requested_event, finished_event)
            values ('%s', '%s', 'k', 'f', 'ACCEPTED', true, 1000, 'EUR', now(), now(), 1, 2)
            """.formatted(RETURN, V3),
            "insert into orders.order_return_line (return_id, position, sku, quantity) values ('%s', 0, 'TEA', 1)"
                    .formatted(RETURN),
            """
            insert into payments.refund (return_id, checkout_id, status, amount, currency)
            values ('%s', '%s', 'REFUNDED', 1000, 'EUR')
            """.formatted(RETURN, V3),
            """
            insert into inventory.restock (return_id, checkout_id, lines)
            values ('%s', '%s', '[{"sku":"TEA","quantity":1}]')
            """.formatted(RETURN, V3),
            "insert into inventory.returned_stock (checkout_id, sku, reserved, returned) values ('%s', 'TEA', 2, 1)"
                    .formatted(V3));

    private static String order(String id, String status, String method) {
        return """
                insert into orders.orders (id, storefront, customer_id, status, reason, lines, total_minor, currency,
                                           payment_method, placed_at, finished_at)
                values ('%s', 's', 'c', '%s', %s, '[{"sku":"TEA","quantity":2}]', 2000, 'EUR', '%s', now(), now())
                """.formatted(id, status, status.equals("REJECTED") ? "'CANCELLED'" : "null", method);
    }

    private static String saga(String id, String name, int version, String phase) {
        return """
                insert into sagas.saga (id, name, version, phase, state, timetable, data)
                values ('%s', '%s', %d, '%s', '{}', '{}', '%s')
                """.formatted(id, name, version, phase, id.equals(V2) ? CARD : WALLET);
    }

    private static String payment(String id, String status, String method, int refunded) {
        return """
                insert into payments.payment (checkout_id, status, method, amount, currency, reference, refunded)
                values ('%s', '%s', '%s', 2000, 'EUR', 'r', %d)
                """.formatted(id, status, method, refunded);
    }

    private static String hold(String id, int amount, String status) {
        return "insert into payments.hold (checkout_id, account_id, amount, status) values ('%s', 'w-1', %d, '%s')"
                .formatted(id, amount, status);
    }

    private static String reservation(String id, String status) {
        return """
                insert into inventory.reservation (checkout_id, status, lines)
                values ('%s', '%s', '[{"sku":"TEA","quantity":2}]')
                """.formatted(id, status);
    }
}
