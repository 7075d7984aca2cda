package checkout.backing.postgres;

import checkout.backing.tls.CertificateFiles;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The address of a running server and its superuser's credentials.
 *
 * @param authority the certificate of the authority that issued the server's certificate, if the server uses TLS; clients
 *     then verify the server's certificate and host name
 */
public record PostgresServer(
        String host,
        int port,
        String superuserName,
        String superuserPassword,
        @Nullable Path authority) {

    public static final String SUPERUSER = "postgres";

    /** A server without TLS. */
    public PostgresServer(String host, int port, String superuserName, String superuserPassword) {
        this(host, port, superuserName, superuserPassword, null);
    }

    /** A server on this machine, without TLS. */
    public PostgresServer(int port, String superuserPassword) {
        this("127.0.0.1", port, SUPERUSER, superuserPassword, null);
    }

    /** A server on this machine, with TLS if an authority is given. */
    PostgresServer(int port, String superuserPassword, @Nullable CertificateFiles certificate) {
        this("127.0.0.1", port, SUPERUSER, superuserPassword, certificate == null ? null : certificate.authority());
    }

    public String url(String database) {
        return url(host + ":" + port, database);
    }

    /** The URL of a database at other hosts, such as {@code localhost:5432,127.0.0.1:5433}. */
    public String url(String hosts, String database) {
        String url = "jdbc:postgresql://" + hosts + "/" + database;
        return authority == null
                ? url
                : url + "?sslmode=verify-full&sslrootcert="
                        + URLEncoder.encode(authority.toString(), StandardCharsets.UTF_8);
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
