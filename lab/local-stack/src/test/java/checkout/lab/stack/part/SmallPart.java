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

/** A part that is a {@link SmallServer}, with everything real but the application. */
public final class SmallPart implements StackPart {

    private final Path folder;
    private final String name;
    private final String mode;
    private final Set<String> after;
    private final int port;
    private final DetachedProcess process;

    public SmallPart(Path folder, String name, String mode, Set<String> after) throws IOException {
        this.folder = folder;
        this.name = name;
        this.mode = mode;
        this.after = after;
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
    public Set<String> after() {
        return after;
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
        return LocalPort.answers(port);
    }

    @Override
    public void stop(Duration patience, Consumer<String> say) throws InterruptedException {
        process.stop(patience, say);
    }
}
