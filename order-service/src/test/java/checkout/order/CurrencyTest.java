package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Fails if amounts of two currencies are added up, or if an amount has the digits of another currency. */
class CurrencyTest extends RunningReturns {
    @BeforeEach
    void offerProducts() {
        jdbc.update("""
                insert into product (sku, name, description, price_minor, currency)
                values ('USD-1', 'Dollars', '', 500, 'USD'), ('JPY-1', 'Yen', '', 500, 'JPY'),
                       ('BHD-1', 'Dinars', '', 1234, 'BHD'), ('XAU-1', 'Gold', '', 1, 'XAU'),
                       ('EUR-MAX', 'Everything', '', 9223372036854775807, 'EUR')
                on conflict do nothing
                """);
        await().until(() -> get("/v1/products", ONE).body().contains("BHD-1"));
    }

    @ParameterizedTest
    @CsvSource({"TEA-001,USD-1", "USD-1,TEA-001"})
    void refusesACartWithSeveralCurrencies(String one, String other) {
        String key = UUID.randomUUID().toString();
        HttpResponse<String> answer =
                place(key, cart(one, 1).replace("]", ",{\"sku\":\"%s\",\"quantity\":1}]".formatted(other)));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:mixed-currencies");
        assertThat(body(answer).at("/detail").asString()).contains("TEA-001 costs EUR", "USD-1 costs USD");
        assertThat(body(answer).at("/lines").toString())
                .contains("{\"sku\":\"TEA-001\",\"currency\":\"EUR\"}", "{\"sku\":\"USD-1\",\"currency\":\"USD\"}");
        assertThat(place(key, cart("TEA-001", 1)).statusCode())
                .as("a refused request does not use up its key")
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"JPY-1,JPY,500,1000,1000", "BHD-1,BHD,1.234,2.468,2468", "USD-1,USD,5.00,10.00,1000"})
    void writesTheDigitsOfTheCurrencyEverywhere(String sku, String currency, String price, String total, long minor) {
        JsonNode product = body(get("/v1/products", ONE))
                .at("/products")
                .valueStream()
                .filter(each -> each.at("/sku").asString().equals(sku))
                .findFirst()
                .orElseThrow();
        assertMoney(product.at("/price"), price, currency);

        JsonNode answer = body(place(UUID.randomUUID().toString(), cart(sku, 2)));
        UUID checkout = UUID.fromString(answer.at("/checkoutId").asString());
        assertMoney(answer.at("/total"), total, currency);
        assertMoney(view(checkout).at("/total"), total, currency);
        assertMoney(event(checkout, "orders.OrderPlaced.v1").at("/total"), total, currency);
        assertThat(jdbc.queryForObject("select total_minor from orders where id = ?", Long.class, checkout))
                .isEqualTo(minor);

        confirm(checkout);
        await().until(() -> status(checkout).equals("CONFIRMED"));
        UUID returned = returned(checkout, sku, 1);
        assertMoney(view(checkout, returned).at("/refund"), price, currency);
        assertMoney(event(returned, "orders.ReturnRequested.v1").at("/refund"), price, currency);
    }

    @Test
    void refusesATotalThatIsTooLarge() {
        HttpResponse<String> answer = place(UUID.randomUUID().toString(), cart("EUR-MAX", 2));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(body(answer).at("/type").asString()).isEqualTo("urn:checkout:problem:total-too-large");
    }

    @Test
    void doesNotOfferWhatHasNoMinorUnits() {
        assertThat(get("/v1/products", ONE).body()).doesNotContain("XAU-1");
        assertThat(place(UUID.randomUUID().toString(), cart("XAU-1", 1)).statusCode())
                .isEqualTo(400);
    }

    private JsonNode event(UUID saga, String type) {
        return json.readTree(jdbc.queryForObject(
                "select payload from outbox where saga_id = ? and type = ?", String.class, saga, type));
    }

    private static String cart(String sku, int quantity) {
        return CART.replace("TEA-001", sku).replace("\"quantity\":2", "\"quantity\":" + quantity);
    }

    private static void assertMoney(JsonNode money, String amount, String currency) {
        assertThat(money.toString()).isEqualTo("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency));
    }
}
