package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fails if a mistake of a caller is answered with a 500, a stack trace, or an unhelpful message. */
class BadInputTest extends RunningOrderService {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {                                                             | line 1
            []                                                            | an object
            "text"                                                        | an object
            {"lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card","token":"t"}} | customerId
            {"customerId":"c","lines":[],"payment":{"method":"card","token":"t"}} | lines
            {"customerId":"c","payment":{"method":"card","token":"t"}}    | lines
            {"customerId":"c","lines":{},"payment":{"method":"card","token":"t"}} | an array
            {"customerId":"c","lines":[null],"payment":{"method":"card","token":"t"}} | lines[0]
            {"customerId":"c","lines":[{"sku":"NOPE","quantity":1}],"payment":{"method":"card","token":"t"}} | catalogue
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":0}],"payment":{"method":"card","token":"t"}} | quantity
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":-1}],"payment":{"method":"card","token":"t"}} | quantity
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":2000000}],"payment":{"method":"card","token":"t"}} | quantity
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":99999999999999}],"payment":{"method":"card","token":"t"}} | too large
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1.5}],"payment":{"method":"card","token":"t"}} | lines[0].quantity
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":"1"}],"payment":{"method":"card","token":"t"}} | whole number
            {"customerId":7,"lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card","token":"t"}} | a string
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1,"price":1}],"payment":{"method":"card","token":"t"}} | price
            {"customerId":"c","extra":1,"lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card","token":"t"}} | extra
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}]}   | payment
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"cash"}} | payment
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"token":"t"}} | payment
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":"card"} | payment
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card"}} | payment.token
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card","token":"4111111111111111"}} | card number
            {"customerId":"c","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"wallet"}} | payment.accountId
            {"customerId":"c\\u0000","lines":[{"sku":"TEA-001","quantity":1}],"payment":{"method":"card","token":"t"}} | customerId
            """)
    void explainsWhatIsWrongWithACart(String body, String mention) {
        HttpResponse<String> answer = place(UUID.randomUUID().toString(), body);
        assertProblem(answer, 400);
        assertThat(answer.body()).contains(mention);
    }

    @Test
    void refusesTenThousandLines() {
        String lines = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"sku\":\"TEA-001\",\"quantity\":1}")
                .collect(Collectors.joining(","));
        HttpResponse<String> answer =
                place(UUID.randomUUID().toString(), CART.replace("{\"sku\":\"TEA-001\",\"quantity\":2}", lines));
        assertThat(answer.statusCode()).isIn(400, 413);
        assertThat(body(answer).at("/detail").asString()).isNotBlank();
    }

    /** A few kilobytes of text that would become many objects, and those in every request at once. */
    @ParameterizedTest
    @CsvSource({"87000, 413, '20,000'", "3000, 400, 100 lines"})
    void refusesManyEmptyLines(int lines, int status, String mention) {
        String many = IntStream.range(0, lines).mapToObj(i -> "{}").collect(Collectors.joining(","));
        HttpResponse<String> answer =
                place(UUID.randomUUID().toString(), CART.replace("{\"sku\":\"TEA-001\",\"quantity\":2}", many));
        assertProblem(answer, status);
        assertThat(body(answer).at("/detail").asString()).contains(mention);
    }

    @Test
    void refusesOverlongStringsWithoutEchoingThem() {
        String longCustomer = "x".repeat(100_000);
        HttpResponse<String> answer = place(UUID.randomUUID().toString(), CART.replace("c-1", longCustomer));
        assertProblem(answer, 400);
        assertThat(answer.body()).hasSizeLessThan(1_000);
    }

    @Test
    void refusesDeepNesting() {
        HttpResponse<String> answer =
                place(UUID.randomUUID().toString(), "{\"lines\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
        assertThat(answer.statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesABlankKey(String key) {
        assertProblem(place(key, CART), 400);
    }

    @Test
    void acceptsKeysOfUpTo255Characters() {
        assertProblem(place("k".repeat(256), CART), 400);
        assertThat(place("k".repeat(255 - 36) + UUID.randomUUID(), CART).statusCode())
                .isEqualTo(202);
    }

    @Test
    void requiresAKey() {
        assertProblem(
                send(request("/v1/checkouts", ONE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(CART))),
                400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/products",
                "/v1/checkouts",
                "/v1/checkouts/x",
                "/v1/checkouts/x/events",
                "/v1/checkouts/x/returns",
                "/v1/unknown"
            })
    void requiresAuthentication(String path) {
        assertProblem(get(path, "wrong-key-wrong-key"), 401);
        assertProblem(send(HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + path))), 401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=201",
                "?limit=ten",
                "?status=LOST",
                "?cursor=%25%25",
                "?cursor=abc",
                "?customerId="
            })
    void explainsWhatIsWrongWithAListing(String query) {
        assertProblem(get("/v1/checkouts" + query, ONE), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-id", "01890000-0000-7000-8000-00000000000", "01890000-0000-7000-8000-000000000001"})
    void answersUnknownCheckoutsWith404(String id) {
        assertProblem(get("/v1/checkouts/" + id, ONE), 404);
        assertProblem(get("/v1/checkouts/" + id + "/events", ONE), 404);
        assertProblem(get("/v1/checkouts/" + id + "/returns", ONE), 404);
        assertProblem(
                send(request("/v1/checkouts/" + id + "/cancel", ONE).POST(HttpRequest.BodyPublishers.noBody())), 404);
    }

    @Test
    void hidesACheckoutFromAnotherStorefront() {
        assertProblem(get("/v1/checkouts/" + placed(), TWO), 404);
    }

    @Test
    void refusesWrongMethodsTypesAndPaths() {
        assertProblem(send(request("/v1/checkouts", ONE).DELETE()), 405);
        assertProblem(
                send(request("/v1/checkouts", ONE)
                        .header("Idempotency-Key", "k")
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(CART))),
                415);
        assertProblem(get("/v1/unknown", ONE), 404);
    }

    @Test
    void takesNoParts() {
        for (String type : new String[] {"multipart/form-data", "multipart/form-data; boundary=b"}) {
            assertProblem(
                    send(request("/v1/checkouts", ONE)
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .header("Content-Type", type)
                            .POST(HttpRequest.BodyPublishers.ofString("--b"))),
                    415);
        }
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + "/errors"))
                        .header("Content-Type", "multipart/x"));
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    }

    private void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(body(answer).at("/type").asString()).startsWith("urn:checkout:problem:");
        assertThat(body(answer).at("/detail").asString()).isNotBlank();
        assertThat(answer.body()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
