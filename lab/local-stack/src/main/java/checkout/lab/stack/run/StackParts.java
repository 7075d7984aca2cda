package checkout.lab.stack.run;

import checkout.lab.stack.part.ApplicationPart;
import checkout.lab.stack.part.ApplicationPart.Application;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecrets;
import checkout.lab.stack.state.StateDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All parts of the stack, in the order in which they are shown. */
final class StackParts {

    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Map<String, Integer> HEAP_MEGABYTES = Map.of("provider-simulator", 96);
    private static final int USUAL_HEAP_MEGABYTES = 192;

    private final StateDirectory folder;
    private final StackPorts ports;
    private final JavaInstallation java;
    private final PostgresPart postgres;
    private final KafkaPart kafka;
    private final ApplicationEnvironment environment;

    StackParts(
            StateDirectory folder,
            StackPorts ports,
            JavaInstallation java,
            StackSecrets secrets,
            Credentials credentials) {
        this.folder = folder;
        this.ports = ports;
        this.java = java;
        this.postgres = new PostgresPart(folder, ports, secrets);
        this.kafka = new KafkaPart(folder, ports, java);
        this.environment = new ApplicationEnvironment(ports, secrets, credentials, postgres.url(), folder.provider());
    }

    List<StackPart> all() {
        List<StackPart> parts = new ArrayList<>(List.of(postgres, kafka));
        ApplicationEnvironment.APPLICATIONS
                .keySet()
                .forEach(name -> parts.add(application(name, name, ports.of(name), environment.of(name))));
        return List.copyOf(parts);
    }

    /** An instance of an application beside, or instead of, the one that belongs to the stack. */
    StackPart instance(String application, String name, int port, Map<String, String> further) {
        if (!ApplicationEnvironment.APPLICATIONS.containsKey(application)) {
            throw new StackException("There is no application '%s' to start another instance of; there are %s."
                    .formatted(application, String.join(", ", ApplicationEnvironment.APPLICATIONS.keySet())));
        }
        Map<String, String> variables = new LinkedHashMap<>(environment.of(application));
        variables.putAll(further);
        variables.put("SERVER_PORT", Integer.toString(port));
        return application(application, name, port, variables);
    }

    private StackPart application(String application, String name, int port, Map<String, String> variables) {
        // The first time consumers would find no topics; later they can start beside the broker and wait for it.
        Set<String> servers = kafka.hasTopics() ? Set.of(PostgresPart.NAME) : Set.of(PostgresPart.NAME, KafkaPart.NAME);
        String sources = Objects.requireNonNull(ApplicationEnvironment.APPLICATIONS.get(application));
        return new ApplicationPart(
                new Application(
                        name,
                        folder.sources().resolve(sources).resolve("target/%s-%s.jar".formatted(application, VERSION)),
                        port,
                        HEAP_MEGABYTES.getOrDefault(application, USUAL_HEAP_MEGABYTES),
                        application.equals("provider-simulator") ? Set.of() : servers,
                        variables),
                folder,
                java);
    }
}
