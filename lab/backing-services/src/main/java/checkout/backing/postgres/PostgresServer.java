package checkout.backing.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The address of a running server and its superuser's credentials. */
public record PostgresServer(String host, int port, String superuserName, String superuserPassword) {

    public static final String SUPERUSER = "postgres";

    /** A server on this machine. */
    public PostgresServer(int port, String superuserPassword) {
        this("127.0.0.1", port, SUPERUSER, superuserPassword);
    }

    public String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    public DataSource superuser(String database) {
        return user(database, superuserName, superuserPassword);
    }

    public DataSource user(String database, String username, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(database));
        source.setUser(username);
        source.setPassword(password);
        return source;
    }

    /** Creates the database unless it exists. */
    public void createDatabase(String database) throws SQLException {
        try (Connection connection = superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            boolean missing;
            try (var found = statement.executeQuery(
                    "select from pg_database where datname = " + statement.enquoteLiteral(database))) {
                missing = !found.next();
            }
            if (missing) {
                statement.execute("create database " + statement.enquoteIdentifier(database, true));
            }
        }
    }

    @Override
    public String toString() {
        return superuserName + "@" + host + ":" + port;
    }
}
