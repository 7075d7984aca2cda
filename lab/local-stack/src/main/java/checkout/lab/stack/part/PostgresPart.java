package checkout.lab.stack.part;

import checkout.backing.postgres.PersistentPostgres;
import checkout.backing.postgres.PostgresSettings;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StackSecurity;
import checkout.lab.stack.state.StateDirectory;
import checkout.provisioning.DatabaseProvisioning;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The database server with the provisioned database of all services. */
public final class PostgresPart implements StackPart {

    public static final String NAME = "postgres";
    public static final String DATABASE = "checkout";

    private final StateDirectory state;
    private final StackSecrets secrets;
    private final PersistentPostgres postgres;

    public PostgresPart(StateDirectory state, StackPorts ports, StackSecrets secrets) {
        this.state = state;
        this.secrets = secrets;
        this.postgres = new PersistentPostgres(
                state.postgres(),
                state.applications().resolve(NAME),
                ports.of(NAME),
                secrets.databaseSuperuser(),
                state.security().map(StackSecurity::postgres).orElse(null));
    }

    public String url() {
        return postgres.server().url(DATABASE);
    }

    /** The URL of the database for clients who know this machine by another name. */
    public String url(String host) {
        return url(host, port(), DATABASE);
    }

    /** The URL of a database that clients reach at another port of this machine. */
    public String url(String host, int port, String database) {
        return postgres.server().url(host + ":" + port, database);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return postgres.server().port();
    }

    @Override
    public Path log() {
        return state.log(NAME);
    }

    @Override
    public void start() throws IOException {
        PartLog.rotate(log());
        try {
            postgres.start(PostgresSettings.durable(), log());
        } catch (IOException | IllegalStateException e) {
            throw new StackException("PostgreSQL did not start (%s); see %s.".formatted(e.getMessage(), log()), e);
        }
    }

    /** Provisions at every start, because provision.sql may be newer than the data. */
    @Override
    public void afterReady(Consumer<String> messages) {
        try {
            postgres.server().createDatabase(DATABASE);
            new DatabaseProvisioning(secrets.roles()).run(postgres.server().superuser(DATABASE));
        } catch (SQLException e) {
            throw new StackException("The database cannot be provisioned (%s).".formatted(e.getMessage()), e);
        }
    }

    @Override
    public Optional<ProcessHandle> process() throws IOException {
        return postgres.process();
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws IOException, InterruptedException {
        if (postgres.stop(timeout)) {
            messages.accept("postgres did not stop within %d s and was killed; it recovers at the next start."
                    .formatted(timeout.toSeconds()));
        }
    }
}
