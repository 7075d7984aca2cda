package checkout.lab.stack.part;

import checkout.backing.kafka.KafkaBroker;
import checkout.backing.kafka.TopicSetup;
import checkout.lab.stack.state.DirectoryTree;
import checkout.lab.stack.state.StackException;
import checkout.lab.stack.state.StackPorts;
import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The broker, formatted at the first start, with all topics. */
public final class KafkaPart implements StackPart {

    public static final String NAME = "kafka";

    private static final int HEAP_MEGABYTES = 512;

    private final StateDirectory folder;
    private final JavaInstallation java;
    private final Path jars;
    private final KafkaBroker broker;
    private final JvmProcess process;

    public KafkaPart(StateDirectory folder, StackPorts ports, JavaInstallation java) {
        this.folder = folder;
        this.java = java;
        this.jars = folder.sources().resolve("lab/backing-services/target/broker");
        this.broker = new KafkaBroker(
                folder.kafka(), jars.resolve("*").toString(), ports.of(NAME), ports.of("kafka-controller"));
        this.process = new JvmProcess(folder.path(), NAME, java);
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
        return folder.log(NAME);
    }

    @Override
    public Set<String> after() {
        return Set.of();
    }

    /** Whether an earlier run has created the topics, so that nobody has to wait for them. */
    public boolean hasTopics() {
        return Files.exists(topicsMade());
    }

    /** What was learned with other jars is given up. */
    @Override
    public void prepare() throws IOException {
        DirectoryTree.deleteAllBut(learningHome(), List.of(learningHome().resolve(jarsFingerprint())));
    }

    @Override
    public void start() throws IOException, InterruptedException {
        broker.writeSettings();
        if (!broker.isFormatted()) {
            format();
        }
        process.start(learned(), java.options(HEAP_MEGABYTES), broker.runArguments(), Map.of(), log());
    }

    private ClassDataArchive learned() throws IOException {
        return new ClassDataArchive(learningHome().resolve(jarsFingerprint()), broker.classPath(), java);
    }

    private Path learningHome() {
        return folder.applications().resolve(NAME);
    }

    @Override
    public void afterReady() throws IOException, InterruptedException {
        if (!hasTopics()) {
            TopicSetup.create(broker.bootstrapServers());
            Files.createFile(topicsMade());
        }
    }

    @Override
    public boolean isLearning() throws IOException {
        return learned().isUnderWay();
    }

    @Override
    public boolean hasLearned() throws IOException {
        return learned().isDone();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public boolean isReady() {
        return LocalPort.answers(port());
    }

    @Override
    public void stop(Duration patience, Consumer<String> say) throws IOException, InterruptedException {
        process.stop(learned(), patience, say);
    }

    /** An archive of classes is good for jars of the same age only. */
    private String jarsFingerprint() throws IOException {
        if (!Files.isDirectory(jars)) {
            return "none";
        }
        CRC32 all = new CRC32();
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.sorted().toList()) {
                all.update("%s %d "
                        .formatted(
                                jar.getFileName(),
                                Files.getLastModifiedTime(jar).toMillis())
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
        return "%08x".formatted(all.getValue());
    }

    private Path topicsMade() {
        return folder.kafka().resolve("topics-made");
    }

    private void format() throws IOException, InterruptedException {
        Path log = folder.kafka().resolve("format.log");
        List<String> command =
                new ArrayList<>(List.of(java.java().toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        if (hasLearned()) {
            command.addAll(java.layout());
            command.addAll(learned().options());
        }
        command.addAll(broker.formatArguments());
        Process format = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (format.waitFor() != 0) {
            throw new StackException("Kafka's data folder cannot be formatted; %s says why.".formatted(log));
        }
    }
}
