package checkout.backing.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Prepares a database for the services: runs {@code provision.sql} as its superuser, as often as one likes. */
public final class DatabaseProvisioning {

    public static final List<String> SCHEMAS = List.of("orders", "inventory", "payments", "sagas");

    private final List<String> schemas;
    private final DatabaseRolePasswords passwords;

    /** Prepares a database that holds all schemas. */
    public DatabaseProvisioning(DatabaseRolePasswords passwords) {
        this(SCHEMAS, passwords);
    }

    public DatabaseProvisioning(List<String> schemas, DatabaseRolePasswords passwords) {
        this.schemas = List.copyOf(schemas);
        this.passwords = passwords;
    }

    public void run(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            set(connection, "schemas", String.join(",", schemas));
            for (Map.Entry<String, String> role : passwords.byRole().entrySet()) {
                set(connection, role.getKey() + "_password", role.getValue());
            }
            // The file brings its own begin and commit; around them the driver must not open a transaction.
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql());
            }
        }
    }

    private static void set(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            statement.setString(1, "provision." + name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static String sql() {
        try (InputStream file = DatabaseProvisioning.class.getResourceAsStream("provision.sql")) {
            if (file == null) {
                throw new IllegalStateException("provision.sql is not beside " + DatabaseProvisioning.class);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
