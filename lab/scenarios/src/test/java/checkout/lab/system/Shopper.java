package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.run.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Buys things as a storefront would. */
final class Shopper {
    static final String CARD = "{\"method\":\"card\",\"token\":\"tok_ok\"}";
    static final String DECLINED = "{\"method\":\"card\",\"token\":\"tok_declined\"}";
    static final String WALLET = "{\"method\":\"wallet\",\"accountId\":\"wallet-001\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Stack stack;

    Shopper(Stack stack) {
        this.stack = stack;
    }

    String buys(String sku, int quantity, String payment) {
        JsonNode accepted = send(
                HttpRequest.newBuilder(URI.create(orders("/v1/checkouts")))
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"customerId":"c-1","lines":[{"sku":"%s","quantity":%d}],"payment":%s}""".formatted(sku, quantity, payment))),
                202);
        return accepted.at("/checkoutId").asString();
    }

    /** How a checkout ended, once it has: its status, and its reason if it was rejected. */
    String end(String checkout) {
        JsonNode ended = await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> checkout(checkout),
                        order -> !order.at("/status").asString().equals("PENDING"));
        String reason = ended.at("/reason").asString("");
        return ended.at("/status").asString() + (reason.isEmpty() ? "" : " " + reason);
    }

    JsonNode checkout(String checkout) {
        return send(HttpRequest.newBuilder(URI.create(orders("/v1/checkouts/" + checkout))), 200);
    }

    int available(String sku) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(stack.ports().url("inventory-service") + "/v1/stock?sku=" + sku));
        var viewer = stack.credentials().viewer();
        String basic = java.util.Base64.getEncoder()
                .encodeToString((viewer.username() + ":" + viewer.password())
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        JsonNode stock = read(request.header("Authorization", "Basic " + basic), 200);
        return stock.at("/items/0/available").asInt();
    }

    private JsonNode send(HttpRequest.Builder request, int status) {
        return read(
                request.header(
                        "Authorization",
                        "Bearer " + stack.credentials().storefront().key()),
                status);
    }

    private JsonNode read(HttpRequest.Builder request, int status) {
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return json.readTree(answer.body());
        } catch (IOException failed) {
            throw new IllegalStateException("The stack does not answer", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private String orders(String path) {
        return stack.ports().url("order-service") + path;
    }
}
