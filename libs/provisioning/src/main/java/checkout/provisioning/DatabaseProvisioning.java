package checkout.provisioning;

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

/** Creates the roles, schemas and rights of a database by running {@code provision.sql} as its superuser; repeatable. */
public final class DatabaseProvisioning {

    public static final List<String> SCHEMAS = List.of("orders", "inventory", "payments", "sagas");

    private final List<String> schemas;
    private final DatabaseRolePasswords passwords;

    /** For a database that holds all schemas. */
    public DatabaseProvisioning(DatabaseRolePasswords passwords) {
        this(SCHEMAS, passwords);
    }

    /** For a database that holds only these schemas. */
    public DatabaseProvisioning(List<String> schemas, DatabaseRolePasswords passwords) {
        this.schemas = List.copyOf(schemas);
        this.passwords = passwords;
    }

    public void run(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            setSetting(connection, "schemas", String.join(",", schemas));
            for (Map.Entry<String, String> role : passwords.byRole().entrySet()) {
                setSetting(connection, role.getKey() + "_password", role.getValue());
            }
            // The file has its own begin and commit, so the driver must not open a transaction around them.
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(readSql());
            }
        }
    }

    private static void setSetting(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            statement.setString(1, "provision." + name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static String readSql() {
        try (InputStream file = DatabaseProvisioning.class.getResourceAsStream("provision.sql")) {
            if (file == null) {
                throw new IllegalStateException(
                        "provision.sql is missing from the package of " + DatabaseProvisioning.class);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
