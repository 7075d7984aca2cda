package checkout.lab.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.run.LocalStack;
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
    static final String SILENT = "{\"method\":\"card\",\"token\":\"tok_timeout\"}";
    static final String WALLET = "{\"method\":\"wallet\",\"accountId\":\"wallet-001\"}";
    static final String TOO_LATE = "too late";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final LocalStack stack;

    Shopper(LocalStack stack) {
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

    /** What is said to it: how the checkout stands, or that it is too late. */
    String cancels(String checkout) {
        HttpResponse<String> answer = exchange(
                authorized(HttpRequest.newBuilder(URI.create(orders("/v1/checkouts/%s/cancel".formatted(checkout))))
                        .POST(HttpRequest.BodyPublishers.noBody())));
        assertThat(answer.statusCode()).as(answer.body()).isIn(202, 409);
        return answer.statusCode() == 409 ? TOO_LATE : standing(json.readTree(answer.body()));
    }

    /** How a checkout ended, once it has: its status, and its reason if it was rejected. */
    String end(String checkout) {
        return standing(
                await().atMost(Duration.ofMinutes(3)).until(() -> checkout(checkout), order -> !order.at("/status")
                        .asString()
                        .equals("PENDING")));
    }

    private static String standing(JsonNode order) {
        String reason = order.at("/reason").asString("");
        return order.at("/status").asString() + (reason.isEmpty() ? "" : " " + reason);
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
        return read(authorized(request), status);
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.header(
                "Authorization", "Bearer " + stack.credentials().storefront().key());
    }

    private JsonNode read(HttpRequest.Builder request, int status) {
        HttpResponse<String> answer = exchange(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
