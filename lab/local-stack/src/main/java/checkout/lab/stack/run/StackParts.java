package checkout.lab.stack.run;

import checkout.lab.stack.network.NetworkPart;
import checkout.lab.stack.part.ApplicationPart;
import checkout.lab.stack.part.ApplicationPart.Application;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.pgbouncer.PgBouncerPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the parts of the stack. */
final class StackParts {

    private static final String VERSION = "1.0.0-SNAPSHOT";

    /** The simulator keeps a thousand calls open that it never answers. */
    private static final Map<String, Integer> HEAP_MEGABYTES = Map.of("provider-simulator", 256);

    private static final int DEFAULT_HEAP_MEGABYTES = 192;

    private final StateDirectory state;
    private final StackPorts ports;
    private final JavaInstallation java;
    private final PostgresPart postgres;
    private final KafkaPart kafka;
    private final @Nullable PgBouncerPart pgbouncer;
    private final @Nullable NetworkPart network;
    private final ApplicationEnvironment environment;

    StackParts(
            StateDirectory state,
            StackPorts ports,
            JavaInstallation java,
            StackSecrets secrets,
            Credentials credentials) {
        this.state = state;
        this.ports = ports;
        this.java = java;
        this.postgres = new PostgresPart(state, ports, secrets);
        this.kafka = new KafkaPart(state, ports, java);
        this.pgbouncer = state.usesPgBouncer() ? new PgBouncerPart(state, ports, secrets, postgres) : null;
        this.network = state.usesNetwork() ? new NetworkPart(state, ports, secrets) : null;
        this.environment = new ApplicationEnvironment(
                ports,
                secrets,
                credentials,
                new ServerAddresses(
                        network == null ? LocalPort.ADDRESS : LocalPort.HOST_NAME, ports, postgres, pgbouncer),
                kafka::applicationSettings,
                state.provider());
    }

    /** What the services connect through, if not directly to the database. */
    Optional<PgBouncerPart> pgbouncer() {
        return Optional.ofNullable(pgbouncer);
    }

    /** What the applications connect through, if not directly to the servers. */
    Optional<NetworkPart> network() {
        return Optional.ofNullable(network);
    }

    KafkaPart kafka() {
        return kafka;
    }

    /** All parts, in the order in which {@code status} shows them. */
    List<StackPart> all() {
        List<StackPart> parts = new ArrayList<>(List.of(postgres, kafka));
        pgbouncer().ifPresent(parts::add);
        network().ifPresent(parts::add);
        ApplicationEnvironment.APPLICATIONS
                .keySet()
                .forEach(name -> parts.add(application(name, name, ports.of(name), environment.of(name))));
        return List.copyOf(parts);
    }

    /** Another instance of an application, beside the stack's own or in its place. */
    StackPart instance(String application, String name, int port, Map<String, String> extraVariables) {
        if (!ApplicationEnvironment.APPLICATIONS.containsKey(application)) {
            throw new StackException("There is no application '%s'; the applications are %s."
                    .formatted(application, String.join(", ", ApplicationEnvironment.APPLICATIONS.keySet())));
        }
        Map<String, String> variables = new LinkedHashMap<>(environment.of(application));
        variables.putAll(extraVariables);
        variables.put("SERVER_PORT", Integer.toString(port));
        return application(application, name, port, variables);
    }

    private StackPart application(String application, String name, int port, Map<String, String> variables) {
        // At the first start consumers need the topics; later they can start beside the broker and wait for it.
        Set<String> servers = new HashSet<>(Set.of(PostgresPart.NAME));
        if (!kafka.hasTopics()) {
            servers.add(KafkaPart.NAME);
        }
        pgbouncer().map(PgBouncerPart::name).ifPresent(servers::add);
        network().map(NetworkPart::name).ifPresent(servers::add);
        String module = Objects.requireNonNull(ApplicationEnvironment.APPLICATIONS.get(application));
        return new ApplicationPart(
                new Application(
                        name,
                        state.sources().resolve(module).resolve("target/%s-%s.jar".formatted(application, VERSION)),
                        port,
                        HEAP_MEGABYTES.getOrDefault(application, DEFAULT_HEAP_MEGABYTES),
                        network == null ? List.of() : network.clientOptions(application),
                        application.equals("provider-simulator") ? Set.of() : Set.copyOf(servers),
                        variables),
                state,
                java);
    }
}
