package checkout.lab.stack.part;

import checkout.backing.postgres.KeptPostgres;
import checkout.backing.postgres.PostgresSettings;
import checkout.backing.provisioning.Provisioning;
import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.Secrets;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The database server with the provisioned database of all services. */
public final class PostgresPart implements Part {

    public static final String NAME = "postgres";
    public static final String DATABASE = "checkout";

    private final StackFolder folder;
    private final Secrets secrets;
    private final KeptPostgres postgres;

    public PostgresPart(StackFolder folder, Ports ports, Secrets secrets) {
        this.folder = folder;
        this.secrets = secrets;
        this.postgres = new KeptPostgres(
                folder.postgres(), folder.applications().resolve(NAME), ports.of(NAME), secrets.databaseSuperuser());
    }

    public String url() {
        return postgres.server().url(DATABASE);
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
        return folder.log(NAME);
    }

    @Override
    public Set<String> after() {
        return Set.of();
    }

    @Override
    public void start() throws IOException {
        LogFile.turn(log());
        try {
            postgres.start(PostgresSettings.durable(), log());
        } catch (IOException e) {
            throw new StackProblem("PostgreSQL does not start (%s); its log: %s".formatted(e.getMessage(), log()), e);
        }
    }

    /** Each time, for the file of roles and rights may be newer than the data. */
    @Override
    public void afterReady() {
        try {
            postgres.server().createDatabase(DATABASE);
            new Provisioning(secrets.roles()).run(postgres.server().superuser(DATABASE));
        } catch (SQLException e) {
            throw new StackProblem("The database cannot be prepared: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<ProcessHandle> process() throws IOException {
        return postgres.process();
    }

    @Override
    public boolean isReady() {
        return LocalPort.answers(port());
    }

    @Override
    public void stop(Duration patience, Consumer<String> say) throws IOException, InterruptedException {
        if (postgres.stop(patience)) {
            say.accept("postgres did not stop within %d s and was cut short; it recovers at the next start."
                    .formatted(patience.toSeconds()));
        }
    }
}
