package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.payment.CommandSender.Heard;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Cards: what the orchestrator hears, and what the network's own books say. */
class CardStoriesTest extends RunningService {
    @Autowired
    private CircuitBreaker breaker;

    @Test
    void authorizes() {
        orchestrator.authorizeCard(checkout, "tok_ok");

        Heard reply = orchestrator.hears(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(reply.said("reference")).startsWith("ref_");
        assertBooks(1, 1998, 0, 0);
        assertNoTokenIsKept();
    }

    @Test
    void declines() {
        orchestrator.authorizeCard(checkout, "tok_declined");

        Heard reply = orchestrator.hears(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentDeclined.v1");
        assertThat(reply.said("detail")).isEqualTo("card_declined");
        assertBooks(0, 0, 0, 0);
        assertNoTokenIsKept();
    }

    @Test
    void doesNotChargeTwiceWhenTheCommandIsSentTwice() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        Heard first = orchestrator.hears(checkout);
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.hears(checkout, 2).body()).isEqualTo(first.body());
        assertBooks(1, 1998, 0, 0);
    }

    @Test
    void absorbsAMessageThatIsDeliveredTwice() {
        UUID message = MessageIds.next();
        String body = """
                {"checkoutId":"%s","amount":{"amount":"19.98","currency":"EUR"},
                 "payment":{"method":"card","token":"tok_ok"}}""".formatted(checkout);
        orchestrator.send(message, "AuthorizePayment", checkout, body, 1);
        orchestrator.send(message, "AuthorizePayment", checkout, body, 1);
        orchestrator.hears(checkout);
        orchestrator.capture(checkout);

        assertThat(orchestrator.hears(checkout, 2).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertBooks(1, 1998, 1998, 0);
    }

    @Test
    void givesBackWhatWasCharged() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.hears(checkout);
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.hears(checkout, 2).type()).isEqualTo("payments.PaymentVoided.v1");
        assertBooks(1, 1998, 0, 1998);
    }

    @Test
    void refusesALateAuthorizationAfterItsVoid() {
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.hears(checkout, 2).type()).isEqualTo("checkout.AlreadyUndone.v1");
        assertThat(network.account(checkout).isMissingNode()).isTrue();
    }

    @Test
    void voidsPaymentsWhoseAuthorizationNeverAnswered() {
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(8).toList();
        checkouts.forEach(id -> orchestrator.authorizeCard(id, "tok_timeout"));
        checkouts.forEach(id -> orchestrator.awaitStatus(id, "REQUESTED"));
        checkouts.forEach(orchestrator::voidPayment);

        for (UUID id : checkouts) {
            assertThat(orchestrator.hears(id).type()).isEqualTo("payments.PaymentVoided.v1");
            JsonNode books = network.account(id);
            assertThat(books.path("status").asString()).isEqualTo("VOIDED");
            assertThat(books.path("refunded")).isEqualTo(books.path("charged"));
        }
    }

    @Test
    void anAuthorizationThatAnswersWhileItIsVoidedDoesNotWin() {
        network.faults("{\"latencyMs\":400}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        JsonNode books = network.account(checkout);
        assertThat(books.path("refunded")).isEqualTo(books.path("charged"));
        assertThat(orchestrator.status(checkout)).isEqualTo("VOIDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_slow", "tok_throttled", "tok_flaky"})
    void chargesADifficultCardExactlyOnce(String token) {
        orchestrator.authorizeCard(checkout, token);

        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertBooks(1, 1998, 0, 0);
    }

    @Test
    void answersTheNewestCommandWhenTheNetworkComesBack() {
        network.faults("{\"downFor\":\"1h\"}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.send(MessageIds.next(), "AuthorizePayment", checkout, """
                {"checkoutId":"%s","amount":{"amount":"19.98","currency":"EUR"},
                 "payment":{"method":"card","token":"tok_ok"}}""".formatted(checkout), 2);
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select last_error from payment where checkout_id = ? and saga_attempt = 2",
                        String.class,
                        checkout))
                .isNotNull());
        network.faults("{}");

        Heard reply = orchestrator.hears(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(reply.attempt()).isEqualTo(2);
        assertBooks(1, 1998, 0, 0);
    }

    @Test
    void leavesANetworkThatIsDownAloneAndChargesEverybodyOnceItIsBack() {
        network.faults("{\"downFor\":\"1h\"}");
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(40).toList();
        checkouts.forEach(id -> orchestrator.authorizeCard(id, "tok_ok"));
        await().untilAsserted(() -> assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN));

        network.faults("{}");

        for (UUID id : checkouts) {
            assertThat(orchestrator.hears(id).type()).isEqualTo("payments.PaymentAuthorized.v1");
            assertThat(network.account(id).path("charges").asInt()).isEqualTo(1);
        }
    }

    @Test
    void voidsWhatNobodyAnswersFor() {
        orchestrator.authorizeCard(checkout, "tok_down");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.hears(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        assertNoTokenIsKept();
    }

    @Test
    void keepsNothingThatLooksLikeACardNumber() {
        orchestrator.authorizeCard(checkout, "9".repeat(16));

        assertThat(orchestrator.hears(checkout).said("detail")).isEqualTo("card_number_refused");
        assertThat(network.account(checkout).isMissingNode()).isTrue();
        assertNoTokenIsKept();
    }

    private void assertBooks(int charges, long charged, long captured, long refunded) {
        JsonNode books = network.account(checkout);
        assertThat(books.path("charges").asInt()).isEqualTo(charges);
        assertThat(books.path("charged").asLong()).isEqualTo(charged);
        assertThat(books.path("captured").asLong()).isEqualTo(captured);
        assertThat(books.path("refunded").asLong()).isEqualTo(refunded);
    }

    private void assertNoTokenIsKept() {
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment where checkout_id = ? and token is not null",
                        int.class,
                        checkout))
                .isZero();
    }
}
