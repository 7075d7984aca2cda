package checkout.lab.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.lab.stack.run.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the storefront API as a storefront does. */
final class Shopper {
    static final String CARD = "{\"method\":\"card\",\"token\":\"tok_ok\"}";
    static final String DECLINED = "{\"method\":\"card\",\"token\":\"tok_declined\"}";
    static final String NO_REFUND = "{\"method\":\"card\",\"token\":\"tok_refund_declined\"}";
    static final String NO_CAPTURE_AT_FIRST = "{\"method\":\"card\",\"token\":\"tok_capture_declined\"}";
    static final String TIMES_OUT = "{\"method\":\"card\",\"token\":\"tok_timeout\"}";
    static final String WALLET = "{\"method\":\"wallet\",\"accountId\":\"wallet-001\"}";
    static final String TOO_LATE = "too late";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final LocalStack stack;

    Shopper(LocalStack stack) {
        this.stack = stack;
    }

    String buy(String sku, int quantity, String payment) {
        return buy(placement(sku, quantity, payment));
    }

    /** Buys as a storefront that is traced itself. */
    String buyTraced(String sku, String payment, String traceparent) {
        return buy(placement(sku, 1, payment).header("traceparent", traceparent));
    }

    private String buy(HttpRequest.Builder placement) {
        return send(placement, 202).at("/checkoutId").asString();
    }

    private HttpRequest.Builder placement(String sku, int quantity, String payment) {
        return HttpRequest.newBuilder(URI.create(orders("/v1/checkouts")))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"customerId":"c-1","lines":[{"sku":"%s","quantity":%d}],"payment":%s}""".formatted(sku, quantity, payment)));
    }

    /** Returns the checkout's status in the response, or {@link #TOO_LATE}. */
    String cancel(String checkout) {
        HttpResponse<String> response = exchange(
                authorized(HttpRequest.newBuilder(URI.create(orders("/v1/checkouts/%s/cancel".formatted(checkout))))
                        .POST(HttpRequest.BodyPublishers.noBody())));
        assertThat(response.statusCode()).as(response.body()).isIn(202, 409);
        return response.statusCode() == 409 ? TOO_LATE : outcome(json.readTree(response.body()));
    }

    /** Waits for the end of a checkout and returns its status, and its reason if it was rejected. */
    String awaitEnd(String checkout) {
        return outcome(
                await().atMost(Duration.ofMinutes(3)).until(() -> checkout(checkout), order -> !order.at("/status")
                        .asString()
                        .equals("PENDING")));
    }

    private static String outcome(JsonNode order) {
        String reason = order.at("/reason").asString("");
        return order.at("/status").asString() + (reason.isEmpty() ? "" : " " + reason);
    }

    /** Requests a return and returns the status code of the response. */
    int giveBack(String checkout, String sku, int quantity) {
        return exchange(authorized(
                        HttpRequest.newBuilder(URI.create(orders("/v1/checkouts/%s/returns".formatted(checkout))))
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(sku, quantity)))))
                .statusCode();
    }

    /** Waits until all returns of a checkout have ended and returns their statuses. */
    List<String> awaitReturns(String checkout) {
        return await().atMost(Duration.ofMinutes(3))
                .until(
                        () -> checkout(checkout)
                                .at("/returns")
                                .valueStream()
                                .map(one -> one.at("/status").asString())
                                .toList(),
                        statuses -> !statuses.isEmpty() && !statuses.contains("PENDING"));
    }

    /** Reads a checkout, again if a connection of the service was cut, as a 503 asks for. */
    JsonNode checkout(String checkout) {
        URI uri = URI.create(orders("/v1/checkouts/" + checkout));
        HttpRequest.Builder request = authorized(HttpRequest.newBuilder(uri));
        HttpResponse<String> response = await().until(() -> exchange(request), read -> read.statusCode() != 503);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json.readTree(response.body());
    }

    int available(String sku) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(stack.ports().url("inventory-service") + "/v1/stock?sku=" + sku));
        var viewer = stack.credentials().viewer();
        String basic =
                Base64.getEncoder().encodeToString((viewer.username() + ":" + viewer.password()).getBytes(UTF_8));
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
        HttpResponse<String> response = exchange(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return json.readTree(response.body());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new IllegalStateException("The stack does not respond", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private String orders(String path) {
        return stack.ports().url("order-service") + path;
    }
}
