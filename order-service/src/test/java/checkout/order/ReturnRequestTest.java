package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Fails if more than was bought can be returned, if a request can be recorded twice, or if a refund is wrong. */
class ReturnRequestTest extends RunningReturns {
    private final String key = UUID.randomUUID().toString();

    @Test
    void recordsAFullReturnWithItsEvent() {
        UUID checkout = confirmed();
        HttpResponse<String> answer = requestReturn(checkout, key, """
                {"lines":[{"sku":"TEA-001","quantity":1},{"sku":"CUP-001","quantity":1},{"sku":"TEA-001","quantity":1}],
                 "reason":"too green"}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        JsonNode returned = body(answer);
        String id = returned.at("/returnId").asString();
        assertThat(answer.headers().firstValue("Location"))
                .hasValue("/v1/checkouts/%s/returns/%s".formatted(checkout, id));
        assertThat(returned.at("/checkoutId").asString()).isEqualTo(checkout.toString());
        assertThat(returned.at("/status").asString()).isEqualTo("PENDING");
        assertThat(returned.at("/lines").toString())
                .isEqualTo("[{\"sku\":\"TEA-001\",\"quantity\":2},{\"sku\":\"CUP-001\",\"quantity\":1}]");
        assertThat(returned.at("/refund").toString()).isEqualTo("{\"amount\":\"34.88\",\"currency\":\"EUR\"}");
        assertThat(returned.at("/reason").asString()).isEqualTo("too green");
        assertThat(returned.at("/requestedAt").asString()).isNotBlank();
        assertThat(view(checkout, UUID.fromString(id))).isEqualTo(returned);

        JsonNode event = json.readTree(jdbc.queryForObject(
                "select payload from outbox where saga_id = ? and type = 'orders.ReturnRequested.v1' and message_key = ?",
                String.class,
                UUID.fromString(id),
                checkout.toString()));
        assertThat(event.at("/returnId").asString()).isEqualTo(id);
        assertThat(event.at("/lines")).isEqualTo(returned.at("/lines"));
        assertThat(event.at("/refund")).isEqualTo(returned.at("/refund"));
    }

    @Test
    void acceptsPartialReturnsUntilEverythingIsReturned() {
        UUID checkout = confirmed();
        assertThat(view(checkout, returned(checkout, "TEA-001", 1))
                        .at("/refund/amount")
                        .asString())
                .isEqualTo("9.99");
        UUID second = returned(checkout, "TEA-001", 1);
        accept(checkout, second);
        complete(checkout, second);
        awaitStatus(checkout, second, "ACCEPTED");
        HttpResponse<String> third = requestReturn(checkout, key, lines("TEA-001", 1));
        assertProblem(third, 409, "return-exceeds-purchase");
        assertThat(body(third).at("/detail").asString())
                .isEqualTo("TEA-001: bought 2, already returned 2, asked for 1.");
        assertThat(body(third).at("/lines/0").toString())
                .isEqualTo("{\"sku\":\"TEA-001\",\"bought\":2,\"returned\":2,\"requested\":1}");
        returned(checkout, "CUP-001", 1);
    }

    @Test
    void countsARefusedReturnAsNotReturned() {
        UUID checkout = confirmed();
        UUID refused = returned(checkout, "CUP-001", 1);
        refuse(checkout, refused);
        awaitStatus(checkout, refused, "REFUSED");
        returned(checkout, "CUP-001", 1);
    }

    @ParameterizedTest
    @CsvSource({"TEA-001,3", "CUP-001,2", "TIN-001,1"})
    void refusesMoreThanWasBought(String sku, int quantity) {
        UUID checkout = confirmed();
        assertProblem(requestReturn(checkout, key, lines(sku, quantity)), 409, "return-exceeds-purchase");
        assertThat(body(get("/v1/checkouts/%s/returns".formatted(checkout), ONE))
                        .at("/returns"))
                .isEmpty();
    }

    @Test
    void recordsTheLastItemOnceForConcurrentRequests() {
        UUID checkout = confirmed();
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 10)
                .mapToObj(i -> sendWithoutWaiting(
                        returnRequest(checkout, UUID.randomUUID().toString(), lines("CUP-001", 1))))
                .toList();
        assertThat(answers.stream().map(answer -> answer.join().statusCode()))
                .containsOnlyOnce(202)
                .allMatch(status -> status == 202 || status == 409);
        assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where message_key = ? and type = 'orders.ReturnRequested.v1'",
                        Integer.class,
                        checkout.toString()))
                .isEqualTo(1);
    }

    @Test
    void refusesTheReturnOfACheckoutThatIsNotConfirmed() {
        UUID checkout = placed();
        HttpResponse<String> pending = requestReturn(checkout, key, lines("TEA-001", 1));
        assertProblem(pending, 409, "checkout-not-confirmed");
        assertThat(body(pending).at("/checkoutStatus").asString()).isEqualTo("PENDING");
        reject(checkout, "OUT_OF_STOCK");
        await().until(() -> status(checkout).equals("REJECTED"));
        assertProblem(requestReturn(checkout, key, lines("TEA-001", 1)), 409, "checkout-not-confirmed");
    }

    @Test
    void hidesTheCheckoutsOfAnotherStorefront() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        String returns = "/v1/checkouts/%s/returns".formatted(checkout);
        assertProblem(get(returns, TWO), 404, "unknown-checkout");
        assertProblem(get(returns + "/" + returned, TWO), 404, "unknown-checkout");
        assertProblem(
                send(request(returns, TWO)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(lines("TEA-001", 1)))),
                404,
                "unknown-checkout");
        assertProblem(get(returns + "/" + UUID.randomUUID(), ONE), 404, "unknown-return");
        assertProblem(get(returns + "/x", ONE), 404, "unknown-return");
        assertProblem(get("/v1/checkouts/%s/returns/%s".formatted(confirmed(), returned), ONE), 404, "unknown-return");
    }

    @Test
    void listsReturnsWithTheirCheckout() {
        UUID checkout = confirmed();
        assertThat(view(checkout).has("returns")).isFalse();
        String first = returned(checkout, "TEA-001", 1).toString();
        String second = returned(checkout, "CUP-001", 1).toString();
        assertThat(returnIds(view(checkout))).containsExactly(first, second);
        assertThat(returnIds(body(get("/v1/checkouts/%s/returns".formatted(checkout), ONE))))
                .containsExactly(first, second);
        JsonNode listed = body(get("/v1/checkouts?limit=1", ONE)).at("/checkouts/0");
        assertThat(listed.at("/checkoutId").asString()).isEqualTo(checkout.toString());
        assertThat(returnIds(listed)).containsExactly(first, second);
    }

    @Test
    void showsTheLatestReturnsAndWhereTheOthersAre() {
        UUID checkout = UUID.fromString(body(place(key, CART.replace("\"quantity\":2", "\"quantity\":30")))
                .at("/checkoutId")
                .asString());
        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        List<String> all = IntStream.range(0, 20)
                .mapToObj(i -> returned(checkout, "TEA-001", 1).toString())
                .collect(java.util.stream.Collectors.toList());
        assertThat(returnIds(view(checkout))).isEqualTo(all);
        assertThat(view(checkout).has("moreReturns")).isFalse();
        all.add(returned(checkout, "TEA-001", 1).toString());
        JsonNode view = view(checkout);
        assertThat(returnIds(view)).isEqualTo(all.subList(1, 21));
        assertThat(returnIds(body(get(view.at("/moreReturns").asString(), ONE))))
                .isEqualTo(all);
    }

    @Test
    void refundsAtThePricesOfThePurchase() {
        UUID checkout = confirmed();
        jdbc.update("update orders set unit_prices = '[1290,1099]' where id = ?", checkout);
        assertThat(view(checkout, returned(checkout, "TEA-001", 1))
                        .at("/refund/amount")
                        .asString())
                .isEqualTo("10.99");
    }

    @Test
    void refundsOrdersThatHaveNoRecordedPrices() {
        UUID checkout = confirmed();
        jdbc.update("update orders set unit_prices = null where id = ?", checkout);
        assertThat(view(checkout, returned(checkout, "TEA-001", 1))
                        .at("/refund/amount")
                        .asString())
                .isEqualTo("9.99");
        jdbc.update("update orders set total_minor = total_minor + 1 where id = ?", checkout);
        HttpResponse<String> part = requestReturn(checkout, key, lines("CUP-001", 1));
        assertProblem(part, 409, "unit-prices-unknown");
        assertThat(body(part).at("/detail").asString()).contains("Return all items that are not returned yet");
        HttpResponse<String> rest = requestReturn(
                checkout,
                key,
                "{\"lines\":[{\"sku\":\"CUP-001\",\"quantity\":1},{\"sku\":\"TEA-001\",\"quantity\":1}]}");
        assertThat(body(rest).at("/refund/amount").asString())
                .as("the total of 34.89 less the 9.99 that were refunded")
                .isEqualTo("24.90");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {                                                      | line 1
            []                                                     | an object
            {}                                                     | lines
            {"lines":[]}                                           | lines
            {"lines":[null]}                                       | lines[0]
            {"lines":[{"sku":"TEA-001"}]}                          | lines[0].quantity
            {"lines":[{"quantity":1}]}                             | lines[0].sku
            {"lines":[{"sku":"TEA 001","quantity":1}]}             | lines[0].sku
            {"lines":[{"sku":"TEA-001","quantity":0}]}             | lines[0].quantity
            {"lines":[{"sku":"TEA-001","quantity":-1}]}            | lines[0].quantity
            {"lines":[{"sku":"TEA-001","quantity":1.5}]}           | lines[0].quantity
            {"lines":[{"sku":"TEA-001","quantity":1000001}]}       | lines[0].quantity
            {"lines":[{"sku":"TEA-001","quantity":1}],"reason":7}  | a string
            {"lines":[{"sku":"TEA-001","quantity":1}],"extra":7}   | extra
            {"lines":[{"sku":"TEA-001","quantity":1}],"reason":"a\\nb"}     | reason
            {"lines":[{"sku":"TEA-001","quantity":1}],"reason":"a\\u0000"}  | reason
            {"lines":[{"sku":"TEA-001","quantity":1}],"reason":"a\\ud800"}  | reason
            """)
    void explainsWhatIsWrongWithARequest(String body, String mention) {
        HttpResponse<String> answer = requestReturn(placed(), key, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains(mention);
    }

    @Test
    void limitsTheReasonTo500Characters() {
        UUID checkout = confirmed();
        String body = lines("TEA-001", 1);
        String reason = body.substring(0, body.length() - 1) + ",\"reason\":\"%s\"}";
        assertProblem(requestReturn(checkout, key, reason.formatted("x".repeat(501))), 400, "invalid-return");
        assertThat(requestReturn(checkout, key, reason.formatted("\uD83C\uDF75".repeat(500)))
                        .statusCode())
                .isEqualTo(202);
    }

    private static List<String> returnIds(JsonNode parent) {
        return parent.at("/returns")
                .valueStream()
                .map(one -> one.at("/returnId").asString())
                .toList();
    }
}
