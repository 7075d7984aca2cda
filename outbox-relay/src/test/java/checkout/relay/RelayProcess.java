package checkout.relay;

import checkout.apichecks.description.RecordedExchange;
import checkout.apichecks.recording.SeenAnswers;
import checkout.testinfra.MetricsEndpoint;
import checkout.testinfra.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A relay in its own process, so that tests can kill it, freeze it and call its API as in production. */
final class RelayProcess implements AutoCloseable {

    static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;

    private RelayProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts a relay with one source, named {@code test}. */
    static RelayProcess start(TestDatabase database, String kafka, String... settings) throws IOException {
        return start(Map.of("test", database), kafka, settings);
    }

    static RelayProcess start(Map<String, TestDatabase> sources, String kafka, String... settings) throws IOException {
        Map<String, String> urls = new HashMap<>();
        sources.forEach((name, database) -> urls.put(name, database.url()));
        return start(sources, urls, kafka, settings);
    }

    /** Starts a relay that reaches its sources by these URLs. */
    static RelayProcess start(
            Map<String, TestDatabase> sources, Map<String, String> urls, String kafka, String... settings)
            throws IOException {
        int port = freePort();
        Path log = Files.createTempFile("relay", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(RelayClassPath.options());
        command.addAll(List.of(
                OutboxRelayApplication.class.getName(),
                "--server.port=" + port,
                "--api-checks.record=false",
                "--relay.kafka.bootstrap-servers=" + kafka));
        for (String user : List.of("metrics", "viewer", "operator", "admin", "service")) {
            command.add("--checkout.users.%s.password=%s".formatted(user, password(user)));
        }
        List<String> names = sources.keySet().stream().sorted().toList();
        for (int n = 0; n < names.size(); n++) {
            String name = names.get(n);
            command.addAll(source(n, name, Objects.requireNonNull(urls.get(name)), sources.get(name)));
        }
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RelayProcess(process, log, port);
    }

    static String password(String user) {
        return user + "s";
    }

    private static List<String> source(int n, String name, String url, TestDatabase database) {
        String source = "--relay.sources[" + n + "].";
        return List.of(
                source + "name=" + name,
                source + "url=" + url,
                source + "username=relay",
                source + "password=" + database.passwords().of("relay"),
                source + "owner-username=relay_owner",
                source + "owner-password=" + database.passwords().of("relay_owner"),
                source + "slot=" + database.slot());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    RelayProcess awaitReady() {
        return await("the relay is ready", () -> readiness() == 200);
    }

    RelayProcess awaitState(String state) {
        String expected = "\"state\":\"" + state + "\"";
        return await("the relay is " + state, () -> status().contains(expected));
    }

    /** A relay that does not get there is ended, because whoever has started it has nothing to close yet. */
    private RelayProcess await(String what, BooleanSupplier holds) {
        boolean held = false;
        try {
            Eventually.holds(what, TIMEOUT, () -> isAnswering() && holds.getAsBoolean(), this::log);
            held = true;
            return this;
        } finally {
            if (!held) {
                process.destroyForcibly();
            }
        }
    }

    /** A field of a source in the status, as text; empty if it is null. */
    String statusField(String source, String pointer) {
        for (JsonNode each : JsonMapper.shared().readTree(status()).path("sources")) {
            if (each.path("name").asString().equals(source)) {
                return each.at(pointer).asString("");
            }
        }
        throw new AssertionError("no source " + source + " in " + status());
    }

    RelayProcess awaitState(String source, String state) {
        return await(
                source + " is " + state, () -> statusField(source, "/state").equals(state));
    }

    int readiness() {
        return send(HttpRequest.newBuilder(uri("/actuator/health/readiness"))).statusCode();
    }

    String status() {
        return send(as("viewer", HttpRequest.newBuilder(uri("/v1/relay")))).body();
    }

    HttpResponse<String> replay(String user, String body) {
        return post(user, "/v1/relay/replay", body);
    }

    /** On a busy machine the relay may lag for a moment, and refuses the replay until it does not. */
    HttpResponse<String> replayOncePublished(String user, String body) {
        AtomicReference<HttpResponse<String>> answer = new AtomicReference<>();
        Eventually.holds(
                "the rows before the replay are published",
                TIMEOUT,
                () -> {
                    answer.set(replay(user, body));
                    return !answer.get().body().contains("has not published the rows before");
                },
                this::log);
        return answer.get();
    }

    HttpResponse<String> post(String user, String path, String body) {
        return send(as(user, HttpRequest.newBuilder(uri(path)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends the request that the status of the only source prints as the remedy, with a reason. */
    HttpResponse<String> replayAsPrinted(String reason) {
        String remedy = statusField("test", "/remedy");
        String body = remedy.substring(remedy.indexOf('{'), remedy.indexOf('}') + 1);
        return replay("operator", body.replace("\"...\"", "\"" + reason + "\""));
    }

    HttpResponse<String> get(String user, String path) {
        return send(as(user, HttpRequest.newBuilder(uri(path))));
    }

    MetricsEndpoint metrics() {
        return new MetricsEndpoint(port, "metricss");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpRequest.Builder as(String user, HttpRequest.Builder request) {
        String credentials =
                Base64.getEncoder().encodeToString((user + ":" + user + "s").getBytes(StandardCharsets.UTF_8));
        return request.header("Authorization", "Basic " + credentials);
    }

    int port() {
        return port;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            SeenAnswers.ofThisModule().add(RecordedExchange.of(answer));
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("the relay does not answer:\n" + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAnswering() {
        if (!process.isAlive()) {
            throw new AssertionError("the relay has exited with " + process.exitValue() + ":\n" + log());
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void killHard() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit();
    }

    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the relay did not exit:\n" + log());
        }
        return process.exitValue();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(log);
    }
}
