package checkout.lab.stack.part;

import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One of the six applications, run from its boot jar and ready when its readiness probe says so. */
public final class ApplicationPart implements StackPart {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_TIMEOUT)
            .build();

    private final Application application;
    private final StateDirectory folder;
    private final JavaInstallation java;
    private final UnpackedBootJar jar;
    private final JvmProcess process;

    public ApplicationPart(Application application, StateDirectory folder, JavaInstallation java) {
        this.application = application;
        this.folder = folder;
        this.java = java;
        this.jar = new UnpackedBootJar(application.jar(), folder.applications().resolve(application.name()));
        this.process = new JvmProcess(folder.path(), application.name(), java);
    }

    /** What is particular to an application. */
    public record Application(
            String name, Path jar, int port, int heapMegabytes, Set<String> after, Map<String, String> environment) {}

    @Override
    public String name() {
        return application.name();
    }

    @Override
    public int port() {
        return application.port();
    }

    @Override
    public Path log() {
        return folder.log(name());
    }

    @Override
    public Set<String> after() {
        return application.after();
    }

    @Override
    public void prepare() throws IOException {
        jar.unpack();
    }

    @Override
    public void start() throws IOException {
        process.start(
                learnedFrom(jar.released()),
                java.options(application.heapMegabytes()),
                jar.program(),
                application.environment(),
                log());
    }

    @Override
    public boolean hasLearned() throws IOException {
        return learnedFrom(jar.released()).isDone();
    }

    @Override
    public boolean isLearning() throws IOException {
        return learnedLast().isUnderWay();
    }

    /** Of the libraries it was started with, though it may have been built anew meanwhile. */
    private ClassDataArchive learnedLast() throws IOException {
        Optional<Path> inUse = jar.releasedInUse();
        return learnedFrom(inUse.isPresent() ? inUse.get() : jar.released());
    }

    private ClassDataArchive learnedFrom(Path released) {
        return new ClassDataArchive(released, UnpackedBootJar.classPath(released), java);
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public boolean isReady() throws InterruptedException {
        URI probe = URI.create("http://127.0.0.1:" + port() + "/actuator/health/readiness");
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(probe).timeout(PROBE_TIMEOUT).build();
            return LocalPort.answers(port())
                    && HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop(Duration patience, Consumer<String> say) throws IOException, InterruptedException {
        process.stop(learnedLast(), patience, say);
    }
}
