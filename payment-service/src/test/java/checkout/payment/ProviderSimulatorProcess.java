package checkout.payment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The provider simulator as a separate process, one for all tests of this JVM. */
public final class ProviderSimulatorProcess {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;

    private ProviderSimulatorProcess(String url) {
        this.url = url;
    }

    public static ProviderSimulatorProcess running() {
        return Holder.INSTANCE;
    }

    /** Another one, whose ledger has nothing of other tests. */
    public static ProviderSimulatorProcess withEmptyLedger() {
        return Starter.start();
    }

    public String url() {
        return url;
    }

    /** The account of a checkout in the provider's ledger. */
    public JsonNode account(UUID checkout) {
        return send(HttpRequest.newBuilder(URI.create(url + "/v1/ledger?checkoutId=" + checkout)))
                .path("entries")
                .path(0);
    }

    /** Makes a call to the provider that this service knows nothing of. */
    public JsonNode callDirectly(String resource, String body) {
        return callWithKey(UUID.randomUUID().toString(), resource, body);
    }

    /** Makes the call that has this idempotency key. */
    public JsonNode callWithKey(String key, String resource, String body) {
        return send(HttpRequest.newBuilder(URI.create(url + "/v1/" + resource))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    /** What became of a call, by its idempotency key. */
    JsonNode call(String resource, String key) {
        return send(HttpRequest.newBuilder(URI.create(url + "/v1/" + resource + "/" + key)));
    }

    /** The faults, and how many calls there were since they were set. */
    public JsonNode faults() {
        return send(HttpRequest.newBuilder(URI.create(url + "/v1/faults")));
    }

    public void faults(String body) {
        send(HttpRequest.newBuilder(URI.create(url + "/v1/faults"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body)));
    }

    private static JsonNode send(HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    HTTP.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Holder {
        static final ProviderSimulatorProcess INSTANCE = Starter.start();
    }

    private static final class Starter {
        private static ProviderSimulatorProcess start() {
            try {
                int port = freePort();
                Path data = Files.createTempDirectory("provider");
                Process process = process(port, data);
                Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
                ProviderSimulatorProcess provider = new ProviderSimulatorProcess("http://127.0.0.1:" + port);
                Awaitility.await()
                        .pollInSameThread() // another thread would wait for this class to be initialized
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsMatching(failure -> failure.getCause() instanceof ConnectException)
                        .until(() -> send(HttpRequest.newBuilder(URI.create(provider.url + "/v1/ledger")))
                                .has("entries"));
                return provider;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Process process(int port, Path data) throws IOException {
            Path target = Path.of("..", "lab", "provider-simulator", "target");
            String libraries =
                    Files.readString(target.resolve("runtime-class-path")).strip();
            return new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            target.resolve("classes") + File.pathSeparator + libraries,
                            "checkout.provider.ProviderSimulator",
                            "--server.port=" + port,
                            "--checkout.provider.data=" + data,
                            "--checkout.provider.slow-answer=1500ms",
                            "--checkout.provider.challenge-answer=700ms"))
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("log").toFile())
                    .start();
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
