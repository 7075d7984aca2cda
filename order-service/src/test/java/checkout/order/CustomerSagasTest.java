package checkout.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Red here: an operator who looks for a customer finds the orders of others, or not the returns. */
class CustomerSagasTest extends RunningReturns {
    private static final String VIEWER = "viewer:password-of-viewer";

    @Test
    void areTheOrdersOfTheCustomerAndTheirReturns() {
        UUID checkout = confirmed();
        UUID returned = returned(checkout, "TEA-001", 1);
        String customer = "somebody & \"co\"-" + UUID.randomUUID();
        jdbc.update("update orders set customer_id = ? where id = ?", customer, checkout);

        JsonNode answer = body(get(customer));

        assertThat(ids(answer)).containsExactlyInAnyOrder(checkout.toString(), returned.toString());
        assertThat(answer.at("/complete").asBoolean()).isTrue();
        assertThat(ids(body(get("nobody-" + UUID.randomUUID())))).isEmpty();
    }

    @Test
    void areTheNewestIfThereAreMany() {
        String customer = "regular-" + UUID.randomUUID();
        jdbc.update("""
                insert into orders (id, storefront, customer_id, lines, total_minor, currency, payment_method, placed_at)
                select uuidv7(- n * interval '1 second'), 'one', ?, '[]', 1, 'EUR', 'card', now() from generate_series(1, 501) n
                """, customer);
        JsonNode answer = body(get(customer));
        assertThat(ids(answer)).hasSize(500);
        assertThat(answer.at("/complete").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\0"})
    void aCustomerMustBeNamed(String customer) {
        assertThat(get(customer).statusCode()).isEqualTo(400);
    }

    @Test
    void strangersAndStorefrontsSeeNothing() {
        assertThat(get("/v1/customer-sagas?customerId=c-1", ONE).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String customer) {
        String basic = Base64.getEncoder().encodeToString(VIEWER.getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/customer-sagas?customerId=%s"
                        .formatted(port, URLEncoder.encode(customer, StandardCharsets.UTF_8))))
                .header("Authorization", "Basic " + basic));
    }

    private static List<String> ids(JsonNode answer) {
        return answer.at("/sagaIds").valueStream().map(JsonNode::asString).toList();
    }
}
