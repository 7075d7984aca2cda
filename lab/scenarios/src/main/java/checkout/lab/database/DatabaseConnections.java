package checkout.lab.database;

import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.DatabaseLogin;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections to the database of the running stack. */
public final class DatabaseConnections {

    /** The schemas of the services, which have the names of their roles. */
    public static final List<String> SERVICE_SCHEMAS = List.of("orders", "inventory", "payments", "sagas");

    private DatabaseConnections() {}

    /** Connects as the auditor, who may read every table and write none. */
    public static Connection auditor(LocalStack stack) throws SQLException {
        DatabaseLogin auditor = stack.credentials().auditor();
        return DriverManager.getConnection(auditor.url(), auditor.username(), auditor.password());
    }

    /** Connects in the role of a service, with exactly its rights. */
    public static Connection role(LocalStack stack, StateDirectory folder, String role) throws SQLException {
        return DriverManager.getConnection(
                stack.credentials().auditor().url(),
                role,
                secrets(folder).roles().of(role));
    }

    /** Connects in the role of a service as the service does, through PgBouncer. */
    public static Connection pooled(LocalStack stack, StateDirectory folder, String role) throws SQLException {
        return DriverManager.getConnection(
                pgbouncer(stack).url(role), role, secrets(folder).roles().of(role));
    }

    static PgBouncerPart pgbouncer(LocalStack stack) {
        return stack.pgbouncer()
                .orElseThrow(
                        () -> new StackException(
                                "The stack is running without PgBouncer; stop it with ./checkout down, then start it with ./checkout up --detach --pgbouncer."));
    }

    /** Connections that prepare each statement on the server at its first execution. */
    public static DataSource superuser(LocalStack stack, StateDirectory folder) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(stack.credentials().auditor().url());
        source.setUser("postgres");
        source.setPassword(secrets(folder).databaseSuperuser());
        source.setPrepareThreshold(1);
        return source;
    }

    private static StackSecrets secrets(StateDirectory folder) {
        return folder.secrets()
                .orElseThrow(() -> new StackException("The stack is not up; start it with ./checkout up --detach."));
    }
}
