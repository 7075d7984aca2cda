package checkout.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a role lacks a right it needs, or has one it must not have. */
class DatabaseProvisioningTest extends ProvisionedDatabase {

    private static final String DENIED = "permission denied";

    @Test
    void provisioningAgainChangesNothing() throws SQLException {
        as("orders", "insert into outbox (body) values ('kept')");

        new DatabaseProvisioning(PASSWORDS).run(server.superuser("checkout"));

        assertThat(query("orders", "select count(*) from outbox where body = 'kept'"))
                .isEqualTo("1");
        assertThat(publishedSchemas()).isEqualTo("inventory,orders,payments,sagas");
    }

    @Test
    void aPublicationThatWasDroppedContainsTheExistingOutboxesAgain() throws SQLException {
        try (Connection superuser = server.superuser("checkout").getConnection();
                Statement statement = superuser.createStatement()) {
            statement.execute("drop publication outbox");
        }

        new DatabaseProvisioning(PASSWORDS).run(server.superuser("checkout"));

        assertThat(publishedSchemas()).isEqualTo("inventory,orders,payments,sagas");
    }

    private static String publishedSchemas() throws SQLException {
        return query(
                "relay",
                "select string_agg(schemaname, ',' order by schemaname) from pg_publication_tables where pubname = 'outbox'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "inventory", "payments", "sagas"})
    void aServiceReadsAndWritesTheRowsOfItsSchema(String schema) {
        assertThatCode(() -> {
                    as(schema, "insert into outbox (body) values ('a')");
                    as(schema, "update outbox set body = 'b'");
                    as(schema, "select * from outbox");
                    as(schema, "delete from outbox");
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    orders          | select * from inventory.outbox
                    orders_owner    | select * from inventory.outbox
                    orders          | create table mine ()
                    orders          | create table public.mine ()
                    orders_owner    | create table public.mine ()
                    orders_owner    | create schema mine
                    orders          | create schema mine
                    orders          | create temp table mine ()
                    orders          | truncate outbox
                    orders          | select relay.publish('orders.outbox')
                    orders          | select relay.published_position()
                    inventory       | select * from payments.outbox
                    payments        | select * from sagas.outbox
                    sagas           | select * from orders.outbox
                    relay           | insert into orders.outbox (body) values ('x')
                    relay           | create table mine ()
                    relay           | select relay.publish('orders.outbox')
                    """)
    void aRoleIsDeniedEverythingElse(String role, String sql) {
        assertThatThrownBy(() -> as(role, sql)).isInstanceOf(SQLException.class).hasMessageContaining(DENIED);
    }

    @Test
    void aServiceCannotAlterItsTables() {
        assertThatThrownBy(() -> as("orders", "alter table outbox add column x int"))
                .hasMessageContaining("must be owner");
        assertThatThrownBy(() -> as("orders", "drop table outbox")).hasMessageContaining("must be owner");
    }

    @Test
    void anOwnerCanPublishOnlyItsOwnOutbox() throws SQLException {
        as("orders_owner", "create table secrets ()");

        assertThatThrownBy(() -> as("orders_owner", "select relay.publish('secrets')"))
                .hasMessageContaining("orders.secrets is not the outbox of orders_owner");
        assertThatThrownBy(() -> as("orders_owner", "select relay.publish('inventory.outbox')"))
                .hasMessageContaining(DENIED);
    }

    @Test
    void theRelayReadsOnlyOutboxes() throws SQLException {
        as("orders_owner", "create table customers ()");

        assertThatCode(() -> as("relay", "select * from orders.outbox")).doesNotThrowAnyException();
        assertThatThrownBy(() -> as("relay", "select * from orders.customers")).hasMessageContaining(DENIED);
        assertThatCode(() -> as("relay_owner", "create table relay.positions ()"))
                .doesNotThrowAnyException();
        assertThat(
                        query(
                                "relay",
                                "select slot_name || ' ' || plugin from pg_replication_slots where slot_name = 'outbox_checkout'"))
                .isEqualTo("outbox_checkout pgoutput");
    }

    @Test
    void theAuditorReadsEverythingAndWritesNothing() throws SQLException {
        for (String schema : DatabaseProvisioning.SCHEMAS) {
            assertThat(query("auditor", "select count(*) >= 0 from " + schema + ".outbox"))
                    .isEqualTo("t");
        }
        assertThatThrownBy(() -> as("auditor", "insert into orders.outbox (body) values ('x')"))
                .hasMessageContaining("read-only transaction");
        assertThatThrownBy(() -> as("auditor", "set default_transaction_read_only = off", "delete from orders.outbox"))
                .hasMessageContaining(DENIED);
    }

    @Test
    void otherServicesCannotConnectToTheDatabaseOfOneService() throws SQLException {
        server.createDatabase("sagas_alone");
        new DatabaseProvisioning(List.of("sagas"), PASSWORDS).run(server.superuser("sagas_alone"));

        assertThatThrownBy(() -> server.user("sagas_alone", "orders", PASSWORDS.of("orders"))
                        .getConnection()
                        .close())
                .hasMessageContaining(DENIED);
        try (Connection connection =
                server.user("sagas_alone", "sagas", PASSWORDS.of("sagas")).getConnection()) {
            assertThat(connection.getSchema()).isEqualTo("sagas");
        }
    }

    @Test
    void namesTheMissingPasswordAndTheUnknownSchema() {
        Map<String, String> passwords = new HashMap<>(PASSWORDS.byRole());
        passwords.remove("sagas_owner");

        assertThatThrownBy(() -> new DatabaseProvisioning(new DatabaseRolePasswords(passwords))
                        .run(server.superuser("checkout")))
                .hasMessageContaining("the setting provision.sagas_owner_password is missing");
        assertThatThrownBy(() -> new DatabaseProvisioning(List.of("orders", "carts"), PASSWORDS)
                        .run(server.superuser("checkout")))
                .hasMessageContaining("provision.schemas names carts");
    }

    @ParameterizedTest
    @CsvSource({
        "orders, lock_timeout, 2s",
        "orders, statement_timeout, 6s",
        "inventory, transaction_timeout, 15s",
        "payments, idle_in_transaction_session_timeout, 5s",
        "sagas, client_connection_check_interval, 2s",
        "sagas, tcp_keepalives_idle, 5",
        "sagas_owner, lock_timeout, 10s",
        "sagas_owner, statement_timeout, 0",
        "sagas_owner, idle_in_transaction_session_timeout, 10min",
        "relay_owner, lock_timeout, 10s",
        "relay, lock_timeout, 0",
        "relay, idle_in_transaction_session_timeout, 1h",
        "auditor, statement_timeout, 0",
        "auditor, idle_in_transaction_session_timeout, 1h"
    })
    void everyRoleHasItsLimits(String role, String setting, String value) throws SQLException {
        assertThat(query(role, "select current_setting('" + setting + "')")).isEqualTo(value);
    }

    @Test
    void anAdministratorsForgottenTransactionEndsToo() throws SQLException {
        try (Connection connection = server.superuser("checkout").getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("show idle_in_transaction_session_timeout")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("5min");
        }
    }
}
