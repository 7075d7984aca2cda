package checkout.lab.bench.baseline;

import checkout.lab.database.DatabaseConnections;
import checkout.lab.database.SqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Copies of the services' tables in a schema of their own, with the same columns, constraints, indexes and settings, but
 * not partitioned and not published to the relay.
 */
final class BaselineSchema {

    static final int PRODUCTS = 1000;
    static final int WALLETS = 100;

    private static final List<String> TABLES = List.of(
            "orders.idempotency_key",
            "orders.orders",
            "inventory.stock",
            "inventory.reservation",
            "inventory.stock_movement",
            "payments.account",
            "payments.payment",
            "payments.hold",
            "payments.ledger_transfer",
            "sagas.saga");

    private BaselineSchema() {}

    static void create(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("drop schema if exists bench cascade");
            statement.execute("create schema bench");
            for (String table : TABLES) {
                copy(statement, table, table.substring(table.indexOf('.') + 1));
            }
            for (String owner : DatabaseConnections.SERVICE_SCHEMAS) {
                copy(statement, owner + ".outbox", owner + "_outbox");
                copy(statement, owner + ".inbox", owner + "_inbox");
            }
            statement.execute("""
                    alter table bench.hold add foreign key (checkout_id) references bench.payment,
                                           add foreign key (account_id) references bench.account
                    """);
            statement.execute("""
                    insert into bench.stock (sku, on_hand) select 'SKU-' || n, 1000000000 from generate_series(0, %d) n
                    """.formatted(PRODUCTS - 1));
            statement.execute("""
                    insert into bench.account (id, currency, available, ledger)
                    select 'wallet-' || n, 'EUR', 1000000000000, 1000000000000 from generate_series(0, %d) n
                    """.formatted(WALLETS - 1));
            statement.execute("analyze bench.stock, bench.account");
        }
    }

    private static void copy(Statement statement, String original, String name) throws SQLException {
        String settings = SqlQuery.one(statement.getConnection(), """
                        select coalesce('with (' || array_to_string(reloptions, ', ') || ')', '')
                        from pg_class where oid = ?::regclass
                        """, row -> row.getString(1), original);
        statement.execute("create table bench.%s (like %s including all) %s".formatted(name, original, settings));
    }

    static void drop(Connection superuser) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("drop schema bench cascade");
        }
    }
}
