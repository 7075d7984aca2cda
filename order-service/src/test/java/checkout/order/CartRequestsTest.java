package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a request that is not valid changes a cart, or is answered without saying what to do. */
class CartRequestsTest extends RunningCarts {
    @ParameterizedTest
    @ValueSource(strings = {"1", "\"\"", "\"abc\"", "\"1\",", "\"99999999999999999999\"", "\"-1\"", "tag"})
    void refusesATagThatIsNone(String tag) {
        assertProblem(put(created("TEA-001", 2), tag, lines("TEA-001", 1)), 400, "invalid-precondition");
    }

    @Test
    void refusesContradictingPreconditions() {
        String id = created("TEA-001", 2);
        HttpRequest.Builder both = cartRequest(ONE, "PUT", id, "If-Match", tag(read(id)), lines("TEA-001", 1))
                .header("If-None-Match", "*");
        assertProblem(send(both), 400, "invalid-precondition");
        HttpRequest.Builder other = cartRequest(ONE, "PUT", id, "If-None-Match", tag(read(id)), lines("TEA-001", 1));
        assertProblem(send(other), 400, "invalid-precondition");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-starts-with-a-dash",
                "has%20a%20space",
                "%C3%A4",
                "a123456789012345678901234567890123456789012345678901234567890123456789"
            })
    void refusesAnIdThatIsNone(String id) {
        assertProblem(read(id), 400, "invalid-cart-id");
        assertProblem(create(id, lines("TEA-001", 1)), 400, "invalid-cart-id");
        assertProblem(patch(id, "\"1\"", patchOf("")), 400, "invalid-cart-id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            PUT   | {"lines":[{"sku":"NOPE","quantity":1}]}        | catalogue
            PUT   | {"lines":[{"sku":"TEA-001","quantity":0}]}     | lines[0].quantity
            PUT   | {"lines":[{"sku":"TEA-001"}]}                  | lines[0].quantity
            PUT   | {"lines":[null]}                               | lines[0]
            PUT   | {"lines":{"TEA-001":1}}                        | an array
            PUT   | {"lines":[],"total":1}                         | total
            PUT   | []                                             | an object
            PUT   | {                                              | line 1
            PATCH | {"lines":{"NOPE":1}}                           | lines.NOPE
            PATCH | {"lines":{"TEA-001":0}}                        | null to remove
            PATCH | {"lines":{"TEA-001":-1}}                       | lines.TEA-001
            PATCH | {"lines":{"TEA-001":1000001}}                  | 1,000,000
            PATCH | {"lines":{"TEA-001":99999999999}}              | too large
            PATCH | {"lines":{"TEA-001":1.5}}                      | lines.TEA-001
            PATCH | {"lines":{"TEA-001":"1"}}                      | whole number
            PATCH | {"lines":{"":1}}                               | lines
            PATCH | {"lines":[{"sku":"TEA-001","quantity":1}]}     | an object
            PATCH | {"line":{"TEA-001":1}}                         | line
            PATCH | null                                           | JSON
            """)
    void explainsWhatIsWrongWithACart(String method, String body, String mention) {
        String id = created("TEA-001", 2);
        HttpResponse<String> answer = send(cartRequest(ONE, method, id, "If-Match", tag(read(id)), body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(body(answer).at("/type").asString()).startsWith("urn:checkout:problem:");
        assertThat(answer.body()).contains(mention).doesNotContain("Exception");
        assertLines(body(read(id)), "TEA-001 2");
    }

    @Test
    void limitsTheLines() {
        String id = created("TEA-001", 2);
        for (int i = 0; i < 101; i++) {
            jdbc.update(
                    "insert into product values (?, 'One of many', '', 1, 'EUR') on conflict do nothing",
                    "MANY-%03d".formatted(i));
        }
        await().until(() -> get("/v1/products", ONE).body().contains("MANY-100"));
        String hundred =
                IntStream.range(0, 100).mapToObj("\"MANY-%03d\":1"::formatted).collect(Collectors.joining(","));
        HttpResponse<String> tooMany = patch(id, tag(read(id)), patchOf(hundred));
        assertProblem(tooMany, 400, "invalid-cart");
        assertThat(tooMany.body()).contains("101");
        assertThat(patch(id, tag(read(id)), patchOf("\"TEA-001\":null," + hundred))
                        .statusCode())
                .isEqualTo(200);
        String nobody =
                IntStream.range(0, 201).mapToObj("\"X-%d\":null"::formatted).collect(Collectors.joining(","));
        assertProblem(patch(id, tag(read(id)), patchOf(nobody)), 400, "invalid-cart");
        jdbc.update("delete from product where sku like 'MANY-%'");
        assertThat(patch(id, tag(read(id)), "{\"lines\":{\"" + "x".repeat(300_000) + "\":1}}")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(patch(id, tag(read(id)), "{\"lines\":{\"" + "x".repeat(10_000) + "\":1}}")
                        .body())
                .hasSizeLessThan(1_000);
    }

    @Test
    void refusesSeveralCurrenciesAndTotalsThatNoCheckoutCanHave() {
        jdbc.update("""
                insert into product (sku, name, description, price_minor, currency)
                values ('CART-USD', 'Dollars', '', 500, 'USD'), ('CART-MAX', 'Everything', '', 9223372036854775807, 'EUR')
                on conflict do nothing
                """);
        await().until(() -> get("/v1/products", ONE).body().contains("CART-MAX"));
        String id = created("TEA-001", 2);
        String tag = tag(read(id));
        assertProblem(patch(id, tag, patchOf("\"CART-USD\":1")), 422, "mixed-currencies");
        assertProblem(patch(id, tag, patchOf("\"CART-MAX\":1")), 422, "total-too-large");
        assertLines(body(read(id)), "TEA-001 2");
    }

    @Test
    void refusesOtherMethodsAndTypes() {
        String id = created("TEA-001", 2);
        assertThat(send(request("/v1/carts/" + id, ONE).POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(send(request("/v1/carts/" + id, ONE)
                                .header("Content-Type", "application/json-patch+json")
                                .header("If-Match", tag(read(id)))
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("[]")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(get("/v1/carts/" + id, "wrong-key-wrong-key").statusCode()).isEqualTo(401);
    }
}
