package checkout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Red means: a command about products sends another request, prints another answer or exits with another code than promised. */
class CatalogueCommandsTest extends OperatorCliTest {
    private static final String PRODUCT = """
            {"sku":"TEA-001","name":"Sencha","description":"Green","price":{"amount":"%s","currency":"EUR"},
             "withdrawn":%s,"version":%d,"changedAt":"2026-01-01T00:00:00Z","changedBy":"admin"}""";
    private static final String DETAILS =
            "{\"name\":\"Sencha\",\"description\":\"Green\",\"price\":{\"amount\":\"9.99\",\"currency\":\"EUR\"},\"withdrawn\":%s}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalogue",
                "catalogue list",
                "catalogue add",
                "catalogue price",
                "catalogue withdraw",
                "catalogue offer",
                "catalogue cache",
                "catalogue clear"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: operator-cli " + command);
    }

    @Test
    void listsProducts() {
        answers.add("{\"products\":[" + PRODUCT.formatted("9.99", true, 3) + "],\"nextCursor\":\"abc\"}");
        assertThat(run("catalogue", "list", "--limit", "1")).isZero();
        assertThat(requests).containsExactly("viewer GET /v1/admin/products?limit=1");
        assertThat(out.toString())
                .containsPattern("TEA-001 +9\\.99 EUR +no +3 +\\d+ d +admin +Sencha")
                .contains("continue with --cursor abc");
    }

    @Test
    void addsAProduct() {
        answers.add(PRODUCT.formatted("9.99", false, 1));
        assertThat(run("catalogue", "add", "TEA-001", "9.99", "EUR", "--name", "Sencha"))
                .isZero();
        assertThat(requests).singleElement().satisfies(request -> assertThat(request)
                .startsWith("admin POST /v1/admin/products/TEA-001 ")
                .contains("\"name\":\"Sencha\"", "\"amount\":\"9.99\"", "\"currency\":\"EUR\""));
        assertThat(out.toString()).contains("TEA-001: 9.99 EUR, sold, version 1.");
    }

    @Test
    void changesOnlyThePrice() {
        answers.add(PRODUCT.formatted("9.99", true, 3));
        answers.add(PRODUCT.formatted("8.50", true, 4));
        assertThat(run("catalogue", "price", "TEA-001", "8.50", "EUR")).isZero();
        assertThat(requests).element(0).isEqualTo("admin GET /v1/admin/products/TEA-001");
        assertThat(requests).element(1).satisfies(request -> assertThat(request)
                .startsWith("admin PUT /v1/admin/products/TEA-001 ")
                .contains("\"amount\":\"8.50\"", "\"withdrawn\":true", "\"name\":\"Sencha\""));
        assertThat(ifMatches).as("nobody's change is lost").containsExactly("\"3\"");
        assertThat(out.toString()).contains("TEA-001: 8.50 EUR, withdrawn, version 4.");
    }

    @Test
    void withdrawsAndOffers() {
        answers.add(PRODUCT.formatted("9.99", false, 3));
        answers.add(PRODUCT.formatted("9.99", true, 4));
        answers.add(PRODUCT.formatted("9.99", true, 4));
        answers.add(PRODUCT.formatted("9.99", false, 5));
        assertThat(run("catalogue", "withdraw", "TEA-001")).isZero();
        assertThat(run("catalogue", "offer", "TEA-001", "--json")).isZero();
        assertThat(requests)
                .contains(
                        "admin PUT /v1/admin/products/TEA-001 " + DETAILS.formatted(true),
                        "admin PUT /v1/admin/products/TEA-001 " + DETAILS.formatted(false));
        assertThat(out.toString()).contains("TEA-001: 9.99 EUR, withdrawn, version 4.", "\"version\":5");
    }

    @Test
    void printsWhyAChangeIsRefused() {
        answers.add(PRODUCT.formatted("9.99", false, 3));
        answers.add("{\"detail\":\"Read the product again and send its new ETag in If-Match.\"}");
        assertThat(run("catalogue", "withdraw", "TEA-001")).isEqualTo(1);
        assertThat(err.toString()).contains("Read the product again");
    }

    @Test
    void showsAndClearsTheCache() {
        answers.add("""
                {"skus":2,"maxSkus":20000,"inventoryFails":true,"circuitBreaker":"OPEN","requestsUnderWay":0,
                 "reads":{"fresh":7},"requests":{"failed":3},
                 "entries":[{"sku":"TEA-001","available":12,"ageSeconds":4.5,"use":"LAST_KNOWN"}]}""");
        answers.add("{\"cleared\":2}");
        assertThat(run("catalogue", "cache")).isZero();
        assertThat(run("catalogue", "clear", "--sku", "TEA-001")).isZero();
        assertThat(requests)
                .containsExactly(
                        "viewer GET /v1/admin/availability-cache?limit=100",
                        "operator DELETE /v1/admin/availability-cache?sku=TEA-001");
        assertThat(out.toString())
                .contains("2 of at most 20000 skus", "does not answer, circuit breaker OPEN", "\"failed\":3")
                .containsPattern("TEA-001 +12 +4\\.5 s +LAST_KNOWN")
                .contains("Forgot the availability of 2 skus.");
    }
}
