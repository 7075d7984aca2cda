package checkout.provisioning;

import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.TemporaryPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A database with all schemas, as provisioning leaves it, and an outbox in each. */
abstract class ProvisionedDatabase {

    static final DatabaseRolePasswords PASSWORDS = DatabaseRolePasswords.generate();
    private static TemporaryPostgres postgres;
    static PostgresServer server;

    @BeforeAll
    static void startAndProvision() throws IOException, SQLException {
        postgres = TemporaryPostgres.start("secret");
        server = postgres.server();
        server.createDatabase("checkout");
        new DatabaseProvisioning(PASSWORDS).run(server.superuser("checkout"));
        for (String schema : DatabaseProvisioning.SCHEMAS) {
            as(
                    schema + "_owner",
                    "create table outbox (id bigint generated always as identity primary key, body text)");
            as(schema + "_owner", "select relay.publish('outbox')");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    static void as(String role, String... statements) throws SQLException {
        try (Connection connection =
                        server.user("checkout", role, PASSWORDS.of(role)).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String query(String role, String sql) throws SQLException {
        try (Connection connection =
                        server.user("checkout", role, PASSWORDS.of(role)).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
