package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Requests returns for a test, and sends the commands of their sagas. */
abstract class RunningReturns extends RunningOrderService {
    static final String TWO_PRODUCTS = CART.replace("[{\"sku\"", "[{\"sku\":\"CUP-001\",\"quantity\":1},{\"sku\"");

    /** A confirmed checkout of two TEA-001 for 9.99 each and one CUP-001 for 14.90. */
    UUID confirmed() {
        UUID checkout = UUID.fromString(body(place(UUID.randomUUID().toString(), TWO_PRODUCTS))
                .at("/checkoutId")
                .asString());
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        return checkout;
    }

    static String lines(String sku, int quantity) {
        return "{\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}".formatted(sku, quantity);
    }

    HttpResponse<String> requestReturn(UUID checkout, String key, String body) {
        return send(returnRequest(checkout, key, body));
    }

    HttpRequest.Builder returnRequest(UUID checkout, String key, String body) {
        return request("/v1/checkouts/%s/returns".formatted(checkout), ONE)
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Requests a return, which must be recorded, and returns its id. */
    UUID returned(UUID checkout, String sku, int quantity) {
        HttpResponse<String> answer = requestReturn(checkout, UUID.randomUUID().toString(), lines(sku, quantity));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(body(answer).at("/returnId").asString());
    }

    JsonNode view(UUID checkout, UUID returned) {
        return body(get("/v1/checkouts/%s/returns/%s".formatted(checkout, returned), ONE));
    }

    void awaitStatus(UUID checkout, UUID returned, String status) {
        await().until(() -> view(checkout, returned).at("/status").asString().equals(status));
    }

    UUID accept(UUID checkout, UUID returned) {
        return returnCommand(checkout, returned, "AcceptReturn", "");
    }

    UUID refuse(UUID checkout, UUID returned) {
        return returnCommand(checkout, returned, "RefuseReturn", ",\"reason\":\"REFUND_DECLINED\"");
    }

    UUID complete(UUID checkout, UUID returned) {
        return returnCommand(checkout, returned, "CompleteReturn", "");
    }

    private UUID returnCommand(UUID checkout, UUID returned, String name, String more) {
        UUID message = UUID.randomUUID();
        command(
                message,
                returned,
                checkout,
                "orders.%s.v1".formatted(name),
                "{\"checkoutId\":\"%s\",\"returnId\":\"%s\"%s}".formatted(checkout, returned, more));
        return message;
    }

    /** The types of the messages with this saga's id to a topic, without their versions. */
    List<String> sent(UUID saga, String topic) {
        return jdbc.queryForList(
                "select regexp_replace(type, '\\.v1$', '') from outbox where saga_id = ? and topic = ? order by id",
                String.class,
                saga,
                topic);
    }

    void awaitReplies(UUID returned, String... types) {
        await().untilAsserted(
                        () -> assertThat(sent(returned, "checkout.replies")).containsExactly(types));
    }

    void awaitDeadLetters(UUID returned, String... types) {
        await().untilAsserted(
                        () -> assertThat(sent(returned, "orders.commands.dlt")).containsExactly(types));
    }

    void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:" + type);
        assertThat(body(answer).at("/detail").asString()).isNotBlank();
    }
}
