package checkout.lab.stack.part;

import checkout.backing.kafka.KafkaBroker;
import checkout.lab.stack.state.DirectoryTree;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StackSecurity;
import checkout.lab.stack.state.StateDirectory;
import checkout.provisioning.kafka.AclProvisioning;
import checkout.provisioning.kafka.TopicProvisioning;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** The broker; the first start formats its data folder, and each start creates the topics that are missing. */
public final class KafkaPart implements StackPart {

    public static final String NAME = "kafka";

    private static final int HEAP_MEGABYTES = 512;

    private final StateDirectory state;
    private final JavaInstallation java;
    private final Path jars;
    private final KafkaBroker broker;
    private final JvmProcess process;

    public KafkaPart(StateDirectory state, StackPorts ports, JavaInstallation java) {
        this.state = state;
        this.java = java;
        this.jars = state.sources().resolve("lab/backing-services/target/broker");
        this.broker = new KafkaBroker(
                state.kafka(),
                jars.resolve("*").toString(),
                state.usesNetwork() ? LocalPort.HOST_NAME : LocalPort.ADDRESS,
                ports.of(NAME),
                ports.of("kafka-controller"),
                state.security().map(StackSecurity::kafka).orElse(null));
        this.process = new JvmProcess(state.path(), NAME, java);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return broker.port();
    }

    @Override
    public List<Integer> ports() {
        return List.of(broker.port(), broker.controllerPort());
    }

    @Override
    public Path log() {
        return state.log(NAME);
    }

    /** The settings of a client that may do what the user may; if the stack does not use TLS, everybody may do everything. */
    public Map<String, Object> clientSettings(String user) {
        return clientSettings(user, broker.bootstrapServers());
    }

    /** The settings of an application's client, which finds the broker as every client does that the broker redirects. */
    public Map<String, Object> applicationSettings(String application) {
        return clientSettings(application, broker.advertisedServers());
    }

    private Map<String, Object> clientSettings(String user, String address) {
        Map<String, Object> settings = new HashMap<>();
        if (broker.security() != null) {
            settings.putAll(broker.security().clientSettings(user));
        }
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
        return settings;
    }

    /** Whether an earlier start has created the topics. */
    public boolean hasTopics() {
        return Files.exists(topicsMarker());
    }

    /** Deletes caches of other versions of the jars. */
    @Override
    public void prepare() throws IOException {
        DirectoryTree.deleteAllBut(cacheHome(), List.of(cacheHome().resolve(jarsFingerprint())));
    }

    @Override
    public void start() throws IOException, InterruptedException {
        broker.writeSettings();
        if (!broker.isFormatted()) {
            format();
        }
        process.start(cache(), java.options(HEAP_MEGABYTES), broker.runArguments(), Map.of(), log());
    }

    private AheadOfTimeCache cache() throws IOException {
        return new AheadOfTimeCache(
                cacheHome().resolve(jarsFingerprint()), broker.classPath(), java, state.recordsCaches());
    }

    private Path cacheHome() {
        return state.applications().resolve(NAME);
    }

    /** Provisions at every start, because the lists of topics and rights may be newer than the data. */
    @Override
    public void afterReady(Consumer<String> messages) throws IOException, InterruptedException {
        try {
            provision(messages);
        } catch (IllegalStateException e) {
            throw new StackException("Kafka cannot be provisioned (%s); see %s.".formatted(e.getMessage(), log()), e);
        }
        if (!hasTopics()) {
            Files.createFile(topicsMarker());
        }
    }

    private void provision(Consumer<String> messages) throws InterruptedException {
        TopicProvisioning.onSingleBroker(broker.adminClientSettings())
                .differences()
                .forEach(difference -> messages.accept("kafka: " + difference + "; not changed"));
        if (broker.security() != null) {
            try (Admin admin = Admin.create(broker.adminClientSettings())) {
                new AclProvisioning(admin)
                        .run()
                        .additional()
                        .forEach(right -> messages.accept("kafka: " + right + "; not removed"));
            }
        }
    }

    /** Known only of a process with a cache, whose folder tells which jars it has. */
    @Override
    public boolean runsEarlierBuild() throws IOException {
        String anyJars = cacheHome() + File.separator;
        String theseJars = anyJars + jarsFingerprint();
        return Files.isDirectory(jars)
                && process.arguments().stream()
                        .anyMatch(argument -> argument.contains(anyJars) && !argument.contains(theseJars));
    }

    @Override
    public boolean isTraining() throws IOException {
        return cache().isBeingRecorded();
    }

    @Override
    public boolean isTrained() throws IOException {
        return cache().exists() || !AheadOfTimeCache.isSupported(java);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws IOException, InterruptedException {
        process.stop(cache(), timeout, messages);
    }

    /** Identifies the jars by name and modification time, because a cache is valid only for the same jars. */
    private String jarsFingerprint() throws IOException {
        if (!Files.isDirectory(jars)) {
            return "none";
        }
        CRC32 checksum = new CRC32();
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.sorted().toList()) {
                checksum.update("%s %d "
                        .formatted(
                                jar.getFileName(),
                                Files.getLastModifiedTime(jar).toMillis())
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return "%08x".formatted(checksum.getValue());
    }

    private Path topicsMarker() {
        return state.kafka().resolve("topics-made");
    }

    private void format() throws IOException, InterruptedException {
        Path log = state.kafka().resolve("format.log");
        List<String> command =
                new ArrayList<>(List.of(java.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (isTrained()) {
            command.addAll(java.cachedOptions());
            command.addAll(cache().options());
        }
        command.addAll(broker.formatArguments());
        Process format = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (format.waitFor() != 0) {
            throw new StackException("Kafka's data folder cannot be formatted; see %s.".formatted(log));
        }
        broker.afterFormat();
    }
}
