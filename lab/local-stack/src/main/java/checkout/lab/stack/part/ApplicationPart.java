package checkout.lab.stack.part;

import checkout.lab.stack.state.StateDirectory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One of the six applications, run from its boot jar; its readiness probe says when it is ready. */
public final class ApplicationPart implements StackPart {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_TIMEOUT)
            .build();

    private final Application application;
    private final StateDirectory state;
    private final JavaInstallation java;
    private final UnpackedBootJar jar;
    private final JvmProcess process;

    public ApplicationPart(Application application, StateDirectory state, JavaInstallation java) {
        this.application = application;
        this.state = state;
        this.java = java;
        this.jar = new UnpackedBootJar(application.jar(), state.applications().resolve(application.name()));
        this.process = new JvmProcess(state.path(), application.name(), java);
    }

    /**
     * What distinguishes an application from the others.
     *
     * @param options further options of its JVM
     */
    public record Application(
            String name,
            Path jar,
            int port,
            int heapMegabytes,
            List<String> options,
            Set<String> dependencies,
            Map<String, String> environment) {}

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
        return state.log(name());
    }

    @Override
    public Set<String> dependencies() {
        return application.dependencies();
    }

    @Override
    public void prepare() throws IOException {
        jar.unpack();
    }

    @Override
    public void start() throws IOException {
        List<String> options = new ArrayList<>(java.options(application.heapMegabytes()));
        options.addAll(application.options());
        AheadOfTimeCache cache = cacheOf(jar.releasedLibraries());
        List<String> program = cache.records() ? jar.recordedArguments() : jar.runArguments();
        process.start(cache, options, program, application.environment(), log());
    }

    @Override
    public boolean isTrained() throws IOException {
        return cacheOf(jar.releasedLibraries()).exists() || !AheadOfTimeCache.isSupported(java);
    }

    @Override
    public boolean isTraining() throws IOException {
        return cacheInUse().isBeingRecorded();
    }

    /** The cache of the libraries it was started with; a later build may have changed the jar. */
    private AheadOfTimeCache cacheInUse() throws IOException {
        Optional<Path> inUse = jar.releasedLibrariesInUse();
        return cacheOf(inUse.isPresent() ? inUse.get() : jar.releasedLibraries());
    }

    private AheadOfTimeCache cacheOf(Path released) {
        return new AheadOfTimeCache(released, UnpackedBootJar.classPath(released), java, state.recordsCaches());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return process.find();
    }

    @Override
    public boolean runsEarlierBuild() throws IOException {
        return jar.isOlderIn(process.arguments());
    }

    @Override
    public boolean isReady() throws InterruptedException {
        URI probe = URI.create("http://127.0.0.1:" + port() + "/actuator/health/readiness");
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(probe).timeout(PROBE_TIMEOUT).build();
            return LocalPort.isListening(port())
                    && HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop(Duration timeout, Consumer<String> messages) throws IOException, InterruptedException {
        process.stop(cacheInUse(), timeout, messages);
    }
}
