package checkout.lab.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the storefront API. */
final class StorefrontClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String url;
    private final String key;

    StorefrontClient(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** The outcome of a submission. */
    sealed interface Submission {
        record Accepted(String checkoutId) implements Submission {}

        record Refused(String reason) implements Submission {}
    }

    /** The state of a checkout; the reason is empty unless it was rejected. */
    record Progress(String status, String reason) {}

    Submission submit(DemoCart cart) throws IOException, InterruptedException {
        HttpRequest request = request("/v1/checkouts")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(cart.toRequestBody())))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 202) {
            return new Submission.Refused("%d %s".formatted(response.statusCode(), text(response.body(), "title")));
        }
        return new Submission.Accepted(text(response.body(), "checkoutId"));
    }

    Progress progress(String checkoutId) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request("/v1/checkouts/" + checkoutId).GET().build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("order-service answered with status %2$d for checkout %1$s"
                    .formatted(checkoutId, response.statusCode()));
        }
        return new Progress(text(response.body(), "status"), text(response.body(), "reason"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT).header("Authorization", "Bearer " + key);
    }

    private static String text(String body, String field) throws IOException {
        try {
            JsonNode node = JSON.readTree(body).path(field);
            return node.isMissingNode() || node.isNull() ? "" : node.asString();
        } catch (JacksonException e) {
            throw new IOException("order-service answered with a body that is not JSON: " + body, e);
        }
    }
}
