package checkout.lab.stack.run;

import checkout.lab.stack.part.ApplicationPart;
import checkout.lab.stack.part.ApplicationPart.Application;
import checkout.lab.stack.part.JavaInstallation;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.Part;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.state.Credentials;
import checkout.lab.stack.state.Ports;
import checkout.lab.stack.state.Secrets;
import checkout.lab.stack.state.StackFolder;
import checkout.lab.stack.state.StackProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** All parts of the stack, in the order in which they are shown. */
final class Parts {

    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Map<String, Integer> HEAP_MEGABYTES = Map.of("provider-simulator", 96);
    private static final int USUAL_HEAP_MEGABYTES = 192;

    private final StackFolder folder;
    private final Ports ports;
    private final JavaInstallation java;
    private final PostgresPart postgres;
    private final KafkaPart kafka;
    private final AppEnvironment environment;

    Parts(StackFolder folder, Ports ports, JavaInstallation java, Secrets secrets, Credentials credentials) {
        this.folder = folder;
        this.ports = ports;
        this.java = java;
        this.postgres = new PostgresPart(folder, ports, secrets);
        this.kafka = new KafkaPart(folder, ports, java);
        this.environment = new AppEnvironment(ports, secrets, credentials, postgres.url(), folder.provider());
    }

    List<Part> all() {
        List<Part> parts = new ArrayList<>(List.of(postgres, kafka));
        AppEnvironment.APPLICATIONS
                .keySet()
                .forEach(name -> parts.add(application(name, name, ports.of(name), environment.of(name))));
        return List.copyOf(parts);
    }

    /** An instance of an application beside, or instead of, the one that belongs to the stack. */
    Part instance(String application, String name, int port, Map<String, String> further) {
        if (!AppEnvironment.APPLICATIONS.containsKey(application)) {
            throw new StackProblem("There is no application '%s' to start another instance of; there are %s."
                    .formatted(application, String.join(", ", AppEnvironment.APPLICATIONS.keySet())));
        }
        Map<String, String> variables = new LinkedHashMap<>(environment.of(application));
        variables.putAll(further);
        variables.put("SERVER_PORT", Integer.toString(port));
        return application(application, name, port, variables);
    }

    private Part application(String application, String name, int port, Map<String, String> variables) {
        // The first time consumers would find no topics; later they can start beside the broker and wait for it.
        Set<String> servers = kafka.hasTopics() ? Set.of(PostgresPart.NAME) : Set.of(PostgresPart.NAME, KafkaPart.NAME);
        String sources = Objects.requireNonNull(AppEnvironment.APPLICATIONS.get(application));
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
