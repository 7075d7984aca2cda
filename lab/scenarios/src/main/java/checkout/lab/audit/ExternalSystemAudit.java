package checkout.lab.audit;

import checkout.backing.postgres.TemporaryPostgres;
import checkout.lab.audit.InvariantAudit.Verdict;
import checkout.lab.stack.state.StackException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a running system that this clone did not start, such as the one in containers.
 *
 * @param databases JDBC URL in which {@code {database}} stands for the name of a service's database
 * @param user a role that reads them
 * @param provider where the card provider shows its ledger, if it does
 */
record ExternalSystemAudit(
        String databases, String user, @Nullable String provider) {

    private static final String DATABASE = "{database}";
    private static final String COPY = "postgres";

    /** The URL of a service's database. */
    String url(String schema) {
        return databases.replace(DATABASE, schema);
    }

    /** Waits until nothing is in progress or the timeout has passed, then checks everything. */
    List<Verdict> atRest(String password, Duration timeout) throws InterruptedException {
        ServiceDatabases services =
                new ServiceDatabases(schema -> DriverManager.getConnection(url(schema), user, password));
        try (TemporaryPostgres server =
                TemporaryPostgres.start(UUID.randomUUID().toString())) {
            services.awaitRest(timeout);
            DataSource copies = server.server().superuser(COPY);
            try (Connection copy = copies.getConnection()) {
                services.copyInto(copy);
            }
            return new InvariantAudit(copies::getConnection, provider).atRest(Duration.ZERO);
        } catch (SQLException e) {
            throw InvariantAudit.unreadable(e);
        } catch (IOException e) {
            throw new StackException("A temporary database cannot be started (%s).".formatted(e.getMessage()), e);
        }
    }
}
