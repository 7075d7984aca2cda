package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, nobody can look up what became of the payment of a checkout, or the card's token can be read. */
class PaymentsApiTest extends PaymentServiceTestBase {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What a test writes without the ledger is a difference to every test that verifies the ledger. */
    @AfterEach
    void deleteWhatWasInserted() {
        jdbc.update("delete from refund where checkout_id = ?", checkout);
        jdbc.update("delete from payment where checkout_id = ?", checkout);
    }

    @Test
    void showsAPaymentThatOwesTheProviderACall() {
        orchestrator.authorizeCard(checkout, "tok_down");
        CommandSender.eventually().until(() -> get(path()).body().contains("lastError"));
        HttpResponse<String> answer = get(path());
        JsonNode payment = JsonMapper.shared().readTree(answer.body());
        assertThat(payment.at("/status").asString()).isEqualTo("REQUESTED");
        assertThat(payment.at("/method").asString()).isEqualTo("CARD");
        assertThat(payment.at("/amount/currency").asString()).isEqualTo("EUR");
        assertThat(payment.at("/owedCall/attempt").asInt()).isPositive();
        assertThat(payment.at("/owedCall/nextAt").asString()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("tok_down");
    }

    @Test
    void showsTheRefundsOfAPayment() {
        jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference, refunded)
                values (?, 'CAPTURED', 'WALLET', 1998, 'EUR', 'hold_1', 999)
                """, checkout);
        jdbc.update("""
                insert into refund (return_id, checkout_id, status, amount, currency) values (?, ?, 'REFUNDED', 999, 'EUR')
                """, UUID.randomUUID(), checkout);
        JsonNode payment = JsonMapper.shared().readTree(get(path()).body());
        assertThat(payment.at("/refunded/amount").asString()).isEqualTo("9.99");
        assertThat(payment.at("/refunds/0/status").asString()).isEqualTo("REFUNDED");
        assertThat(payment.at("/refunds/0/amount/amount").asString()).isEqualTo("9.99");
        assertThat(payment.has("owedCall")).isFalse();
    }

    @Test
    void showsAVoidOfWhatWasNeverRequested() {
        jdbc.update("insert into payment (checkout_id, status) values (?, 'VOIDED')", checkout);
        JsonNode payment = JsonMapper.shared().readTree(get(path()).body());
        assertThat(payment.at("/status").asString()).isEqualTo("VOIDED");
        assertThat(payment.has("amount")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "01990000-0000-7000-8000-000000000000"})
    void saysThatThereIsNone(String id) {
        HttpResponse<String> answer = get("/v1/payments/" + id);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:checkout:problem:unknown-payment", id);
    }

    private String path() {
        return "/v1/payments/" + checkout;
    }

    private HttpResponse<String> get(String path) {
        String basic = Base64.getEncoder().encodeToString("viewer:viewer-password".getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", "Basic " + basic)
                .build();
        return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    }
}
