package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.backing.webhook.WebhookReceiver;
import checkout.backing.webhook.WebhookReceiver.Received;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;

/** Creates webhook endpoints for a test, and deletes them after it. */
abstract class RunningWebhooks extends RunningReturns {
    static final String ALL_TYPES =
            "[\"checkout.confirmed\",\"checkout.rejected\",\"return.accepted\",\"return.refused\"]";

    private final List<UUID> created = new ArrayList<>();
    private final List<WebhookReceiver> receivers = new ArrayList<>();

    /** An endpoint and the secret that was shown when it was created. */
    record Endpoint(UUID id, String secret) {}

    @AfterEach
    void deleteEndpoints() {
        created.forEach(id -> as("admin", "/v1/webhook-endpoints/" + id, "DELETE", null));
        receivers.forEach(WebhookReceiver::close);
    }

    WebhookReceiver receiver() {
        WebhookReceiver receiver = new WebhookReceiver();
        receivers.add(receiver);
        return receiver;
    }

    Endpoint endpoint(WebhookReceiver receiver) {
        return endpoint("one", receiver.url(), ALL_TYPES);
    }

    Endpoint endpoint(String storefront, String url, String types) {
        HttpResponse<String> answer =
                as("admin", "/v1/webhook-endpoints", "POST", """
                {"storefront":"%s","url":"%s","eventTypes":%s}""".formatted(storefront, url, types));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        UUID id = UUID.fromString(body(answer).at("/endpointId").asString());
        created.add(id);
        return new Endpoint(id, body(answer).at("/secret").asString());
    }

    /** Sends a request as a user of the service. */
    HttpResponse<String> as(String user, String path, String method, String body) {
        String credentials = "%s:password-of-%s".formatted(user, user);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return send(request);
    }

    JsonNode shown(Endpoint endpoint) {
        return body(as("viewer", "/v1/webhook-endpoints/" + endpoint.id(), "GET", null));
    }

    /** The deliveries of an endpoint with this status, newest first. */
    List<JsonNode> deliveries(Endpoint endpoint, String status) {
        JsonNode page = body(as(
                "viewer",
                "/v1/webhook-deliveries?limit=200&endpointId=%s&status=%s".formatted(endpoint.id(), status),
                "GET",
                null));
        List<JsonNode> found = new ArrayList<>();
        page.at("/deliveries").forEach(found::add);
        return found;
    }

    void awaitDelivered(Endpoint endpoint, int count) {
        await().untilAsserted(
                        () -> assertThat(deliveries(endpoint, "DELIVERED")).hasSize(count));
    }

    List<String> types(List<Received> received) {
        return received.stream()
                .map(each -> json.readTree(each.body()).at("/type").asString())
                .toList();
    }

    /** The checkout or the return that an event is about. */
    UUID subject(Received received) {
        JsonNode data = json.readTree(received.body()).at("/data");
        return UUID.fromString(
                data.has("returnId")
                        ? data.at("/returnId").asString()
                        : data.at("/checkoutId").asString());
    }

    UUID checkout(Received received) {
        return UUID.fromString(
                json.readTree(received.body()).at("/data/checkoutId").asString());
    }
}
