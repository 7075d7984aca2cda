package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Red means: a product changes without permission or over another's change, or a withdrawn one is still sold. */
class ManagedProductsTest extends RunningCatalogue {
    private static final String PRODUCTS = "/v1/admin/products/";
    private static final String PRODUCT =
            "{\"name\":\"Cup\",\"description\":\"Holds tea.\",\"price\":{\"amount\":\"%s\",\"currency\":\"EUR\"},\"withdrawn\":%s}";

    private String sku = "";

    @BeforeEach
    void newSku() {
        sku = "NEW-" + UUID.randomUUID();
    }

    @Test
    void createsPricesAndWithdraws() {
        HttpResponse<String> created = create("4.20");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue(PRODUCTS + sku);
        assertThat(offered(sku).orElseThrow().at("/price/amount").asString()).isEqualTo("4.20");

        UUID old = checkout();
        HttpResponse<String> priced = put("admin", PRODUCTS + sku, PRODUCT.formatted("5.00", false), tag(created));
        assertThat(priced.statusCode()).as(priced.body()).isEqualTo(200);
        assertThat(offered(sku).orElseThrow().at("/price/amount").asString()).isEqualTo("5.00");
        assertThat(view(old).at("/total/amount").asString()).isEqualTo("8.40");
        assertThat(view(checkout()).at("/total/amount").asString()).isEqualTo("10.00");

        HttpResponse<String> withdrawn = put("admin", PRODUCTS + sku, PRODUCT.formatted("5.00", true), tag(priced));
        assertThat(body(withdrawn).at("/withdrawn").asBoolean()).isTrue();
        assertThat(body(withdrawn).at("/changedBy").asString()).isEqualTo("admin");
        assertThat(offered(sku)).isEmpty();
        assertThat(view(old).at("/lines/0/sku").asString()).isEqualTo(sku);
    }

    @Test
    void refusesACheckoutOfAWithdrawnProduct() {
        post("admin", PRODUCTS + sku, PRODUCT.formatted("4.20", true));
        HttpResponse<String> answer = place(UUID.randomUUID().toString(), CART.replace("TEA-001", sku));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:product-withdrawn");
        assertThat(body(answer).at("/skus/0").asString()).isEqualTo(sku);
    }

    @Test
    void repeatsTheFirstAnswerAfterTheProductWasWithdrawn() {
        HttpResponse<String> created = create("4.20");
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = place(key, CART.replace("TEA-001", sku));
        put("admin", PRODUCTS + sku, PRODUCT.formatted("4.20", true), tag(created));
        HttpResponse<String> again = place(key, CART.replace("TEA-001", sku));
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(body(again)).isEqualTo(body(first));
    }

    @Test
    void changesOnlyTheVersionThatWasRead() {
        create("4.20");
        HttpResponse<String> read = send(as("viewer", PRODUCTS + sku));
        assertThat(tag(read)).isEqualTo("\"1\"");
        assertThat(put("admin", PRODUCTS + sku, PRODUCT.formatted("5.00", false), tag(read))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> late = put("admin", PRODUCTS + sku, PRODUCT.formatted("6.00", false), tag(read));
        assertProblem(late, 412, "product-changed");
        assertThat(body(late).at("/version").asInt()).isEqualTo(2);
        assertProblem(
                send(as("admin", PRODUCTS + sku)
                        .PUT(HttpRequest.BodyPublishers.ofString(PRODUCT.formatted("6.00", false)))),
                428,
                "if-match-missing");
        assertProblem(put("admin", PRODUCTS + sku, PRODUCT.formatted("6.00", false), "3"), 400, "invalid-request");
        assertThat(put("admin", PRODUCTS + sku, PRODUCT.formatted("7.00", false), "*")
                        .statusCode())
                .isEqualTo(200);
        assertThat(offered(sku).orElseThrow().at("/price/amount").asString()).isEqualTo("7.00");
    }

    @Test
    void ofTwentyConcurrentChangesOfOneVersionOneSucceeds() {
        String tag = tag(create("4.20"));
        long succeeded = IntStream.range(0, 20)
                .mapToObj(i -> sendWithoutWaiting(as("admin", PRODUCTS + sku)
                        .header("If-Match", tag)
                        .PUT(HttpRequest.BodyPublishers.ofString(PRODUCT.formatted("5." + (10 + i), false)))))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .peek(status -> assertThat(status).isIn(200, 412))
                .filter(status -> status == 200)
                .count();
        assertThat(succeeded).isEqualTo(1);
        assertThat(tag(send(as("viewer", PRODUCTS + sku)))).isEqualTo("\"2\"");
    }

    @Test
    void aChangeInSqlIsAnotherVersionAndReachesTheCatalogue() {
        String tag = tag(create("4.20"));
        jdbc.update("update product set price_minor = 430 where sku = ?", sku);
        assertProblem(put("admin", PRODUCTS + sku, PRODUCT.formatted("6.00", false), tag), 412, "product-changed");
        await().until(() ->
                offered(sku).orElseThrow().at("/price/amount").asString().equals("4.30"));
    }

    @Test
    void createsNothingTwiceAndChangesNothingThatDoesNotExist() {
        create("4.20");
        assertProblem(create("9.99"), 409, "product-exists");
        assertThat(offered(sku).orElseThrow().at("/price/amount").asString()).isEqualTo("4.20");
        assertProblem(
                put("admin", PRODUCTS + "NONE-" + sku, PRODUCT.formatted("1.00", false), "*"), 404, "unknown-product");
        assertProblem(send(as("viewer", PRODUCTS + "NONE-" + sku)), 404, "unknown-product");
    }

    @Test
    void checksRoles() {
        assertProblem(post("operator", PRODUCTS + sku, PRODUCT.formatted("1.00", false)), 403, "forbidden");
        assertProblem(put("viewer", PRODUCTS + sku, PRODUCT.formatted("1.00", false), "*"), 403, "forbidden");
        assertProblem(get(PRODUCTS + sku, ONE), 401, "unauthorized");
        assertThat(offered(sku)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                                         | name
            {"name":" ","price":{"amount":"1.00","currency":"EUR"}}                    | name
            {"name":"a\\u0000","price":{"amount":"1.00","currency":"EUR"}}             | name
            {"name":"a","description":"\\u0000","price":{"amount":"1.00","currency":"EUR"}} | description
            {"name":"a"}                                                               | price
            {"name":"a","price":{"amount":"1.00"}}                                     | price
            {"name":"a","price":{"amount":"1.00","currency":"XAU"}}                    | ISO 4217
            {"name":"a","price":{"amount":"1.00","currency":"euro"}}                   | ISO 4217
            {"name":"a","price":{"amount":"1.000","currency":"EUR"}}                   | 2 fraction digits for EUR
            {"name":"a","price":{"amount":"1","currency":"EUR"}}                       | 2 fraction digits for EUR
            {"name":"a","price":{"amount":"1.00","currency":"JPY"}}                    | 0 fraction digits for JPY
            {"name":"a","price":{"amount":"1.00","currency":"BHD"}}                    | 3 fraction digits for BHD
            {"name":"a","price":{"amount":"0.00","currency":"EUR"}}                    | must be positive
            {"name":"a","price":{"amount":"-1.00","currency":"EUR"}}                   | price.amount
            {"name":"a","price":{"amount":"1e3","currency":"JPY"}}                     | price.amount
            {"name":"a","price":{"amount":"9999999999999.00","currency":"EUR"}}        | price.amount
            {"name":"a","price":{"amount":1.00,"currency":"EUR"}}                      | price.amount
            {"name":"a","price":{"amount":"1.00","currency":"EUR"},"stock":1}          | stock
            """)
    void explainsWhatIsWrongWithAProduct(String body, String mention) {
        HttpResponse<String> answer = post("admin", PRODUCTS + sku, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(mention).doesNotContain("Exception");
    }

    @Test
    void refusesASkuThatInventoryCouldNotHave() {
        assertProblem(post("admin", PRODUCTS + "a%20b", PRODUCT.formatted("1.00", false)), 400, "invalid-request");
        assertProblem(
                post("admin", PRODUCTS + "x".repeat(65), PRODUCT.formatted("1.00", false)), 400, "invalid-request");
        assertProblem(send(as("viewer", "/v1/admin/products?cursor=AA")), 400, "invalid-request");
    }

    @Test
    void listsWithdrawnProductsTooPageByPage() {
        post("admin", PRODUCTS + sku, PRODUCT.formatted("4.20", true));
        String cursor = "";
        boolean found = false;
        do {
            HttpResponse<String> answer =
                    send(as("viewer", "/v1/admin/products?limit=5" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            JsonNode page = body(answer);
            found |= page.at("/products")
                    .valueStream()
                    .anyMatch(each -> each.at("/sku").asString().equals(sku)
                            && each.at("/withdrawn").asBoolean());
            cursor = page.at("/nextCursor").asString("");
            assertThat(answer.headers().firstValue("Link").isPresent()).isEqualTo(!cursor.isEmpty());
        } while (!cursor.isEmpty());
        assertThat(found).isTrue();
    }

    private HttpResponse<String> create(String amount) {
        return post("admin", PRODUCTS + sku, PRODUCT.formatted(amount, false));
    }

    private UUID checkout() {
        JsonNode placed = body(place(UUID.randomUUID().toString(), CART.replace("TEA-001", sku)));
        return UUID.fromString(placed.at("/checkoutId").asString());
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:" + type);
    }
}
