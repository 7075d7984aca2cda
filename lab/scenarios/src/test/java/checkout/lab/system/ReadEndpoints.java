package checkout.lab.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import checkout.lab.stack.run.LocalStack;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that the processes of the stack let somebody read, as their own descriptions list it. */
final class ReadEndpoints {
    private static final List<String> PROCESSES =
            List.of("order-service", "inventory-service", "payment-service", "saga-orchestrator", "outbox-relay");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FIRST_BYTES = 2000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalStack stack;
    private final String checkout;
    private final List<Endpoint> all = new ArrayList<>();

    /**
     * Reads the descriptions.
     *
     * @param checkout takes the place of an id in a path
     */
    ReadEndpoints(LocalStack stack, String checkout) {
        this.stack = stack;
        this.checkout = checkout;
        PROCESSES.forEach(this::describe);
    }

    /** A path of a process, with the role that it is read with. */
    record Endpoint(String process, String path, String authorization) {}

    /**
     * An answer.
     *
     * @param status 0 if there was none
     */
    record Answer(Endpoint endpoint, int status, double seconds, String body) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%s %s: %d after %.1f s", endpoint.process(), endpoint.path(), status, seconds);
        }
    }

    private void describe(String process) {
        String description = ask(new Endpoint(process, "/openapi.json", "")).body();
        for (Map.Entry<String, JsonNode> path :
                JsonMapper.shared().readTree(description).path("paths").properties()) {
            if (path.getValue().has("get")) {
                all.add(new Endpoint(process, filled(path.getKey()), authorization(process, path.getKey())));
            }
        }
        all.add(new Endpoint(process, "/actuator/prometheus", operator()));
        all.add(new Endpoint(process, "/actuator/health/readiness", ""));
        all.add(new Endpoint(process, "/actuator/health/liveness", ""));
    }

    private String filled(String path) {
        return path.replace("{type}/{version}", "checkout/3")
                .replace("{source}", "checkout")
                .replace("{sku}", "TEA-001")
                .replace("/admin/storefronts/{id}", "/admin/storefronts/storefront")
                .replaceAll("\\{[a-zA-Z]*}", checkout);
    }

    private String authorization(String process, String path) {
        boolean isStorefronts = process.equals("order-service")
                && (path.startsWith("/v1/checkouts")
                        || path.startsWith("/v1/carts")
                        || path.startsWith("/v1/products"));
        return isStorefronts ? "Bearer " + stack.credentials().storefront().key() : operator();
    }

    private String operator() {
        var admin = stack.credentials().admin();
        return "Basic "
                + Base64.getEncoder().encodeToString((admin.username() + ":" + admin.password()).getBytes(UTF_8));
    }

    /** Reads all of them at the same time. */
    List<Answer> readAll() throws InterruptedException {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> asked = all.stream()
                    .map(endpoint -> readers.submit(() -> ask(endpoint)))
                    .toList();
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug);
        }
        return answers;
    }

    private Answer ask(Endpoint endpoint) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(stack.ports().url(endpoint.process()) + endpoint.path()))
                .timeout(PATIENCE);
        if (!endpoint.authorization().isEmpty()) {
            request.header("Authorization", endpoint.authorization());
        }
        long began = System.nanoTime();
        try {
            HttpResponse<InputStream> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
            boolean isStream =
                    answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
            try (InputStream body = answer.body()) {
                byte[] read = isStream
                        ? new byte[0]
                        : endpoint.path().equals("/openapi.json") ? body.readAllBytes() : body.readNBytes(FIRST_BYTES);
                return new Answer(endpoint, answer.statusCode(), seconds, new String(read, UTF_8));
            }
        } catch (IOException none) {
            return new Answer(endpoint, 0, (System.nanoTime() - began) / NANOS_PER_SECOND, none.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
