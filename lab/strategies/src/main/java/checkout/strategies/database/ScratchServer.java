package checkout.strategies.database;

import checkout.backing.postgres.PostgresServer;
import checkout.backing.postgres.TemporaryPostgres;
import checkout.lab.stack.state.StackException;
import checkout.provisioning.DatabaseProvisioning;
import checkout.provisioning.DatabaseRolePasswords;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A temporary PostgreSQL, as durable as in production, for databases with the tables of inventory-service. */
public final class ScratchServer implements AutoCloseable {
    private static final String SCHEMA = "inventory";
    private static final String TEMPLATE = "lab_template";

    private final TemporaryPostgres process;
    private final DatabaseRolePasswords passwords;
    private int databases;

    private ScratchServer(TemporaryPostgres process, DatabaseRolePasswords passwords) {
        this.process = process;
        this.passwords = passwords;
    }

    /** Starts a server that takes that many connections for each run, and a few for the lab itself. */
    public static ScratchServer start(int connections) {
        try {
            TemporaryPostgres process = TemporaryPostgres.start(
                    DatabaseRolePasswords.random(), null, Map.of("max_connections", "" + (connections + 20)));
            ScratchServer server = new ScratchServer(process, DatabaseRolePasswords.generate());
            server.createTemplate();
            return server;
        } catch (IOException | SQLException e) {
            throw new StackException("The temporary PostgreSQL does not start (%s).".formatted(e.getMessage()), e);
        }
    }

    /** The service's own migrations make the tables, in a database that the others are copies of. */
    private void createTemplate() throws SQLException {
        PostgresServer server = process.server();
        server.createDatabase(TEMPLATE);
        new DatabaseProvisioning(List.of(SCHEMA), passwords).run(server.superuser(TEMPLATE));
        Flyway.configure()
                .dataSource(server.user(TEMPLATE, SCHEMA + "_owner", passwords.of(SCHEMA + "_owner")))
                .locations("classpath:db/messaging", "classpath:db/migration")
                .defaultSchema(SCHEMA)
                .placeholders(Map.of("service", SCHEMA))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        try (Connection connection = server.superuser(TEMPLATE).getConnection();
                Statement statement = connection.createStatement()) {
            // nobody reads this slot, and it would keep all WAL
            statement.execute("select pg_drop_replication_slot('outbox_" + TEMPLATE + "')");
            statement.execute("alter table inventory.stock add column fence bigint not null default 0");
        }
    }

    /**
     * Creates a new database.
     *
     * @param guarded whether the database itself refuses to reserve more than there is
     */
    public ScratchDatabase create(int connections, boolean guarded) throws SQLException {
        PostgresServer server = process.server();
        String name = "lab_" + ++databases;
        try (Connection connection = server.superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database %s template %s".formatted(name, TEMPLATE));
            statement.execute("alter database %s set %s = 'on'".formatted(name, ScratchDatabase.MARK));
        }
        if (!guarded) {
            try (Connection connection = server.superuser(name).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("alter table inventory.stock drop constraint nothing_oversold");
            }
        }
        return new ScratchDatabase(server.url(name), SCHEMA, passwords.of(SCHEMA), connections);
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new StackException("The temporary PostgreSQL did not stop (%s).".formatted(e.getMessage()), e);
        }
    }
}
