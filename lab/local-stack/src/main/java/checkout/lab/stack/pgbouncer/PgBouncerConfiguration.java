package checkout.lab.stack.pgbouncer;

import checkout.backing.tls.CertificateFiles;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.PrivateFile;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StackSecurity;
import checkout.lab.stack.state.StateDirectory;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PgBouncer's configuration, with the passwords in a file of their own; only their owner may read either. */
final class PgBouncerConfiguration {

    /** May read the statistics, and nothing else there. */
    static final String STATISTICS_READER = "auditor";

    /** A thousand clients beside the pools of the services. */
    private static final int MAX_CLIENTS = 1_100;

    private static final String SETTINGS = """
            ; Written at each start. A service finds its schema's share of the server's connections under the schema's name.
            [databases]
            %s
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            pool_mode = transaction
            max_client_conn = %d
            auth_type = scram-sha-256
            auth_file = %s
            stats_users = %s
            ; for those who read the statistics with the JDBC driver
            ignore_startup_parameters = replication
            ; as long as a thread waits for a connection of its service's own pool
            query_wait_timeout = 5
            ; a database server that was restarted is used again at once
            server_login_retry = 1
            server_connect_timeout = 3
            log_connections = 0
            log_disconnections = 0
            log_stats = 0
            %s%s""";

    /** More than a service has; each of its statements is prepared once in each session that it gets. */
    private static final String PREPARED_STATEMENTS = "max_prepared_statements = 1000\n";

    private static final String TLS = """
            client_tls_sslmode = require
            client_tls_cert_file = %s
            client_tls_key_file = %s
            server_tls_sslmode = verify-full
            server_tls_ca_file = %s
            """;

    private final StateDirectory state;
    private final StackPorts ports;
    private final StackSecrets secrets;

    PgBouncerConfiguration(StateDirectory state, StackPorts ports, StackSecrets secrets) {
        this.state = state;
        this.ports = ports;
        this.secrets = secrets;
    }

    Path file() {
        return state.pgbouncer().resolve("pgbouncer.ini");
    }

    private Path users() {
        return state.pgbouncer().resolve("userlist.txt");
    }

    void write() {
        PrivateFile.write(users(), userList());
        PrivateFile.write(file(), settings());
    }

    String settings() {
        String databases = new TreeMap<>(ServerConnections.bySchema())
                .entrySet().stream()
                        .map(each -> database(each.getKey(), each.getValue()))
                        .collect(Collectors.joining());
        return SETTINGS.formatted(
                databases,
                ports.of(PgBouncerPart.NAME),
                MAX_CLIENTS,
                users(),
                STATISTICS_READER,
                PgBouncerProgram.followsPreparedStatements() ? PREPARED_STATEMENTS : "",
                state.security()
                        .map(StackSecurity::postgres)
                        .map(PgBouncerConfiguration::tls)
                        .orElse(""));
    }

    /** The limit holds for all users together, so that none but the service itself can use more. */
    private String database(String schema, int connections) {
        return "%s = host=127.0.0.1 port=%d dbname=%s pool_size=%d max_db_connections=%d%n"
                .formatted(schema, ports.of(PostgresPart.NAME), PostgresPart.DATABASE, connections, connections);
    }

    /** The same certificate as the server's, which names this machine. */
    private static String tls(CertificateFiles certificate) {
        return TLS.formatted(certificate.certificate(), certificate.key(), certificate.authority());
    }

    /** The passwords are in clear text, like those in the secrets of the stack: PgBouncer needs them to log in. */
    private String userList() {
        Map<String, Integer> services = ServerConnections.bySchema();
        return Stream.concat(services.keySet().stream().sorted(), Stream.of(STATISTICS_READER))
                .map(role -> "\"%s\" \"%s\"%n".formatted(role, secrets.roles().of(role)))
                .collect(Collectors.joining());
    }
}
