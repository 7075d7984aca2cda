package checkout.lab.stack.pgbouncer;

import checkout.lab.stack.part.DetachedProcess;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The connection pooler between the services and the database. A client has a connection to the server only while a
 * transaction of its is open.
 */
public final class PgBouncerPart implements StackPart {

    public static final String NAME = "pgbouncer";

    private final StateDirectory state;
    private final StackPorts ports;
    private final PostgresPart postgres;
    private final PgBouncerConfiguration configuration;
    private final DetachedProcess process;

    /** @param postgres the server that it connects to */
    public PgBouncerPart(StateDirectory state, StackPorts ports, StackSecrets secrets, PostgresPart postgres) {
        this.state = state;
        this.ports = ports;
        this.postgres = postgres;
        this.configuration = new PgBouncerConfiguration(state, ports, secrets);
        this.process = DetachedProcess.configuredBy(configuration.file(), NAME);
    }

    /** The URL for transactions in the role of a service. */
    public String url(String schema) {
        return url(LocalPort.ADDRESS, schema);
    }

    /**
     * The URL for a service's transactions, for a service that knows this machine by this name. The driver prepares statements on the server only if PgBouncer follows them,
     * because the next transaction may run in another session.
     */
    public String url(String host, String schema) {
        String url = postgres.url(host, port(), schema);
        return PgBouncerProgram.followsPreparedStatements() ? url : with(url, "prepareThreshold=0");
    }

    /**
     * The URL of PgBouncer's own statistics, for the auditor. They are not a database: they know only simple queries, and
     * only an administrator may set what the driver sets when it connects, unless the session may replicate.
     */
    public String statisticsUrl() {
        return with(postgres.url(LocalPort.ADDRESS, port(), NAME), "preferQueryMode=simple&replication=false");
    }

    private static String with(String url, String settings) {
        return url + (url.contains("?") ? "&" : "?") + settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return ports.of(NAME);
    }

    @Override
    public Path log() {
        return state.log(NAME);
    }

    @Override
    public void prepare() {
        PgBouncerProgram.find();
    }

    @Override
    public void start() throws IOException {
        configuration.write();
        process.start(PgBouncerProgram.command(), List.of(), Map.of(), log());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws InterruptedException {
        process.stop(timeout, messages);
    }
}
