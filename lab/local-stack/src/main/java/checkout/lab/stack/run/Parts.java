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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All parts of the stack, in the order in which they are shown. */
final class Parts {

    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Map<String, Integer> HEAP_MEGABYTES = Map.of("provider-simulator", 96);
    private static final int USUAL_HEAP_MEGABYTES = 192;

    private final StackFolder folder;
    private final Ports ports;
    private final JavaInstallation java;

    Parts(StackFolder folder, Ports ports, JavaInstallation java) {
        this.folder = folder;
        this.ports = ports;
        this.java = java;
    }

    List<Part> all(Secrets secrets, Credentials credentials) {
        PostgresPart postgres = new PostgresPart(folder, ports, secrets);
        KafkaPart kafka = new KafkaPart(folder, ports, java);
        AppEnvironment environment = new AppEnvironment(ports, secrets, credentials, postgres.url(), folder.provider());
        // The first time consumers would find no topics; later they can start beside the broker and wait for it.
        Set<String> servers = kafka.hasTopics() ? Set.of(PostgresPart.NAME) : Set.of(PostgresPart.NAME, KafkaPart.NAME);

        List<Part> parts = new ArrayList<>(List.of(postgres, kafka));
        AppEnvironment.APPLICATIONS.forEach((name, sources) -> parts.add(new ApplicationPart(
                new Application(
                        name,
                        folder.sources().resolve(sources).resolve("target/%s-%s.jar".formatted(name, VERSION)),
                        ports.of(name),
                        HEAP_MEGABYTES.getOrDefault(name, USUAL_HEAP_MEGABYTES),
                        name.equals("provider-simulator") ? Set.of() : servers,
                        environment.of(name)),
                folder,
                java)));
        return List.copyOf(parts);
    }
}
