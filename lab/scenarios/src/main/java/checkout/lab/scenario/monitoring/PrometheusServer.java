package checkout.lab.scenario.monitoring;

import checkout.lab.http.JsonHttpClient;
import checkout.lab.stack.part.LocalPort;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.stack.state.Credentials.Login;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** A Prometheus that reads the metrics of the stack and evaluates its alert rules; the program of Debian's package. */
final class PrometheusServer implements AutoCloseable {
    static final List<String> PROCESSES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");

    private static final Polling READY = new Polling(Duration.ofSeconds(30), Duration.ofMillis(200));
    private static final int SECONDS_TO_STOP = 20;
    private static final int OK = 200;

    private final Process process;
    private final String url;

    private PrometheusServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it.
     *
     * @param rules the alert rules
     * @param folder for its configuration, data and log
     */
    static PrometheusServer start(LocalStack stack, Path rules, Path folder) throws InterruptedException {
        int port = LocalPort.findFree();
        Path log = folder.resolve("prometheus.log");
        try {
            Files.createDirectories(folder);
            Path password = folder.resolve("metrics-password");
            Files.deleteIfExists(password);
            Files.createFile(
                    password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Login viewer = stack.credentials().viewer();
            Files.writeString(password, viewer.password());
            Path configuration = folder.resolve("prometheus.yaml");
            Files.writeString(configuration, configuration(stack, rules, viewer.username(), password));
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            PrometheusServer server = new PrometheusServer(process, "http://127.0.0.1:" + port);
            server.awaitReady(log);
            return server;
        } catch (IOException missing) {
            throw new StackException(
                    "prometheus cannot be started (%s); install it (Debian: apt-get install prometheus)."
                            .formatted(missing.getMessage()),
                    missing);
        }
    }

    private static String configuration(LocalStack stack, Path rules, String user, Path password) {
        StringBuilder text = new StringBuilder("""
                global: {scrape_interval: 5s, evaluation_interval: 5s}
                rule_files: ['%s']
                scrape_configs:
                """.formatted(rules));
        for (String name : PROCESSES) {
            text.append("""
                      - job_name: %s
                        metrics_path: /actuator/prometheus
                        basic_auth: {username: %s, password_file: '%s'}
                        static_configs: [{targets: ['127.0.0.1:%d']}]
                    """.formatted(name, user, password, stack.ports().of(name)));
        }
        return text.toString();
    }

    private void awaitReady(Path log) throws InterruptedException {
        boolean ready = READY.until(answered -> answered, () -> {
            if (!process.isAlive()) {
                throw new StackException(
                        "prometheus has ended with exit code %d; its log: %s".formatted(process.exitValue(), log));
            }
            try {
                return JsonHttpClient.anonymous()
                                .get(url + "/api/v1/status/runtimeinfo")
                                .status()
                        == OK;
            } catch (StackException starting) {
                return false;
            }
        });
        if (!ready) {
            close();
            throw new StackException("prometheus was not ready in time; its log: %s".formatted(log));
        }
    }

    /** The series that an expression selects now. */
    List<JsonNode> query(String expression) throws InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result")
                .valueStream()
                .toList();
    }

    /** The rules of all groups, with their health. */
    List<JsonNode> rules() throws InterruptedException {
        return get("/api/v1/rules")
                .at("/data/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    private JsonNode get(String path) throws InterruptedException {
        return JsonHttpClient.anonymous().get(url + path).bodyIfSuccessful();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
