package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Fails if a customer pays another total than the one they were told. */
class ExpectedTotalTest extends RunningCarts {
    @ParameterizedTest
    @ValueSource(strings = {"19.98", "19.980", "019.98"})
    void placesACheckoutWithTheTotalThatWasExpected(String amount) {
        assertThat(place(UUID.randomUUID().toString(), expecting(CART, amount, "EUR"))
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"19.99,EUR", "19.97,EUR", "19.98,USD", "0,EUR", "1998,EUR"})
    void placesNothingForAnotherTotal(String amount, String currency) {
        String key = UUID.randomUUID().toString();
        int before = orders();
        HttpResponse<String> refused = place(key, expecting(CART, amount, currency));
        assertProblem(refused, 409, "price-changed");
        JsonNode problem = body(refused);
        assertThat(problem.at("/detail").asString())
                .as("with another key, a request that still waits elsewhere could be a second order")
                .contains("with this expectedTotal and the same Idempotency-Key");
        assertThat(problem.at("/total").toString()).isEqualTo("{\"amount\":\"19.98\",\"currency\":\"EUR\"}");
        assertThat(problem.at("/lines").toString())
                .isEqualTo(
                        "[{\"sku\":\"TEA-001\",\"quantity\":2,\"price\":{\"amount\":\"9.99\",\"currency\":\"EUR\"}}]");
        assertThat(orders()).isEqualTo(before);
        assertThat(place(key, expecting(CART, "19.98", "EUR")).statusCode())
                .as("a refused request does not use up its key")
                .isEqualTo(202);
    }

    @Test
    void repeatsTheFirstAnswerAfterThePriceHasChanged() {
        price("EXPECTED-1", 250);
        String body = expecting(CART.replace("TEA-001", "EXPECTED-1"), "5.00", "EUR");
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = place(key, body);
        assertThat(first.statusCode()).isEqualTo(202);
        price("EXPECTED-1", 300);
        HttpResponse<String> again = place(key, body);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(body(again)).isEqualTo(body(first));
        assertProblem(place(UUID.randomUUID().toString(), body), 409, "price-changed");
    }

    @Test
    void holdsForACart() {
        price("EXPECTED-2", 250);
        String cart = created("EXPECTED-2", 2);
        String told = body(read(cart)).at("/total/amount").asString();
        price("EXPECTED-2", 300);
        String key = UUID.randomUUID().toString();
        HttpResponse<String> refused = place(key, expecting(checkout(cart, version(cart)), told, "EUR"));
        assertProblem(refused, 409, "price-changed");
        assertThat(body(read(cart)).at("/status").asString()).isEqualTo("OPEN");
        String now = body(refused).at("/total/amount").asString();
        assertThat(place(key, expecting(checkout(cart, version(cart)), now, "EUR"))
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"amount\":\"19.98\"}",
                "{\"currency\":\"EUR\"}",
                "{\"amount\":19.98,\"currency\":\"EUR\"}",
                "{\"amount\":\"1e-1000000000\",\"currency\":\"EUR\"}",
                "{\"amount\":\"-19.98\",\"currency\":\"EUR\"}",
                "{\"amount\":\"19,98\",\"currency\":\"EUR\"}",
                "{\"amount\":\"19.98\",\"currency\":\"euro\"}",
                "{\"amount\":\"19.98\",\"currency\":\"EUR\",\"minorUnits\":1998}",
                "\"19.98\""
            })
    void explainsWhatIsWrongWithATotal(String total) {
        HttpResponse<String> answer = place(
                UUID.randomUUID().toString(),
                CART.replace("\"lines\"", "\"expectedTotal\":%s,\"lines\"".formatted(total)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("expectedTotal").doesNotContain("Exception");
    }

    private int orders() {
        Integer count = jdbc.queryForObject("select count(*) from orders", Integer.class);
        return count == null ? 0 : count;
    }

    private static String expecting(String body, String amount, String currency) {
        return body.replaceFirst(
                "\\{", "{\"expectedTotal\":{\"amount\":\"%s\",\"currency\":\"%s\"},".formatted(amount, currency));
    }
}
