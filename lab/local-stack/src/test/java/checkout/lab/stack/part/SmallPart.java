package checkout.lab.stack.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A real part whose application is a {@link SmallServer}. */
public final class SmallPart implements StackPart {

    private final Path folder;
    private final String name;
    private final String mode;
    private final Set<String> dependencies;
    private final int port;
    private final DetachedProcess process;
    private volatile boolean prepared;
    private volatile boolean setUp;

    public SmallPart(Path folder, String name, String mode, Set<String> dependencies) throws IOException {
        this.folder = folder;
        this.name = name;
        this.mode = mode;
        this.dependencies = dependencies;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
        this.process = new DetachedProcess(folder, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path log() {
        return folder.resolve(name + ".log");
    }

    @Override
    public Set<String> dependencies() {
        return dependencies;
    }

    @Override
    public void prepare() {
        prepared = true;
    }

    /** Whether it was prepared before a start. */
    public boolean isPrepared() {
        return prepared;
    }

    @Override
    public void start() throws IOException {
        process.start(
                JavaInstallation.current().java(),
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Dport=" + port,
                        "-cp",
                        SmallPart.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath(),
                        "checkout.lab.stack.part.SmallServer"),
                Map.of("MODE", mode),
                log());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public boolean isReady() {
        return LocalPort.isListening(port);
    }

    @Override
    public void afterReady(Consumer<String> messages) {
        setUp = true;
    }

    /** Whether a start has set it up. */
    public boolean isSetUp() {
        return setUp;
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws InterruptedException {
        process.stop(timeout, messages);
    }
}
