package checkout.testinfra;

import checkout.backing.postgres.PostgresServer;
import checkout.provisioning.DatabaseRolePasswords;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The database of a test class, with connections of the service's role and of any other role. */
public record TestDatabase(PostgresServer server, String name, String schema, DatabaseRolePasswords passwords) {

    public String url() {
        return server.url(name);
    }

    public String username() {
        return schema;
    }

    public String password() {
        return passwords.of(username());
    }

    public String ownerUsername() {
        return schema + "_owner";
    }

    public String ownerPassword() {
        return passwords.of(ownerUsername());
    }

    /** Runs the migrations at these locations, for a test that does not start the service. */
    public TestDatabase migrate(String... locations) {
        Flyway.configure()
                .dataSource(owner())
                .locations(locations)
                .defaultSchema(schema)
                .placeholders(Map.of("service", schema))
                // provisioning has put functions into the schema of the relay
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return this;
    }

    /** Connections of the service's role. */
    public DataSource service() {
        return as(username());
    }

    /** Connections of the role that runs the migrations. */
    public DataSource owner() {
        return as(ownerUsername());
    }

    /** Connections of any role that provisioning created, such as {@code auditor}. */
    public DataSource as(String role) {
        return server.user(name, role, passwords.of(role));
    }

    public DataSource superuser() {
        return server.superuser(name);
    }

    /** The replication slot of this database. */
    public String slot() {
        return "outbox_" + name;
    }
}
