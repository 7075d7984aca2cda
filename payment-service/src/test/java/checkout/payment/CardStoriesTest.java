package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.messaging.MessageIds;
import checkout.payment.CommandSender.ReceivedReply;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** If this fails, the replies about a card payment and the provider's ledger disagree. */
@ExtendWith(OutputCaptureExtension.class)
class CardStoriesTest extends PaymentServiceTestBase {
    @Autowired
    private CircuitBreaker breaker;

    @Test
    void authorizes() {
        orchestrator.authorizeCard(checkout, "tok_ok");

        ReceivedReply reply = orchestrator.awaitReply(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(reply.text("reference")).startsWith("ref_");
        assertLedger(1, 1998, 0, 0);
        assertNoTokenIsStored();
    }

    @Test
    void declines() {
        orchestrator.authorizeCard(checkout, "tok_declined");

        ReceivedReply reply = orchestrator.awaitReply(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentDeclined.v1");
        assertThat(reply.text("detail")).isEqualTo("card_declined");
        assertLedger(0, 0, 0, 0);
        assertNoTokenIsStored();
    }

    @Test
    void doesNotChargeTwiceWhenTheCommandIsSentTwice() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        ReceivedReply first = orchestrator.awaitReply(checkout);
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.awaitReply(checkout, 2).body()).isEqualTo(first.body());
        assertLedger(1, 1998, 0, 0);
    }

    @Test
    void ignoresAMessageThatIsDeliveredTwice() {
        UUID message = MessageIds.next();
        String body = """
                {"checkoutId":"%s","amount":{"amount":"19.98","currency":"EUR"},
                 "payment":{"method":"card","token":"tok_ok"}}""".formatted(checkout);
        orchestrator.send(message, "AuthorizePayment", checkout, body, 1);
        orchestrator.send(message, "AuthorizePayment", checkout, body, 1);
        orchestrator.awaitReply(checkout);
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertLedger(1, 1998, 1998, 0);
    }

    @Test
    void tellsWhyACaptureIsRefusedAndCapturesWhenAskedAgain() {
        orchestrator.authorizeCard(checkout, "tok_capture_declined");
        orchestrator.awaitReply(checkout);
        orchestrator.capture(checkout);

        ReceivedReply refused = orchestrator.awaitReply(checkout, 2);
        assertThat(refused.type()).isEqualTo("payments.CaptureRefused.v1");
        assertThat(refused.text("detail")).contains("capture_declined");
        assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");

        orchestrator.send("CapturePayment", checkout, 2);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertLedger(1, 1998, 1998, 0);
    }

    @Test
    void voidsAnAuthorizedPayment() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentVoided.v1");
        assertLedger(1, 1998, 0, 1998);
    }

    @Test
    void refusesALateAuthorizationAfterItsVoid() {
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        orchestrator.authorizeCard(checkout, "tok_ok");

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("checkout.AlreadyUndone.v1");
        assertThat(provider.account(checkout).isMissingNode()).isTrue();
    }

    @Test
    void voidsPaymentsWhoseAuthorizationIsNeverAnswered() {
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(8).toList();
        checkouts.forEach(id -> orchestrator.authorizeCard(id, "tok_timeout"));
        // what was never sent is voided without the provider
        await().until(() -> checkouts.stream()
                .allMatch(id -> jdbc.queryForList(
                                        "select 1 from payment where checkout_id = ? and attempt > 0",
                                        Integer.class,
                                        id)
                                .size()
                        == 1));
        checkouts.forEach(orchestrator::voidPayment);

        for (UUID id : checkouts) {
            assertThat(orchestrator.awaitReply(id).type()).isEqualTo("payments.PaymentVoided.v1");
            JsonNode account = provider.account(id);
            assertThat(account.path("status").asString()).isEqualTo("VOIDED");
            assertThat(account.path("refunded")).isEqualTo(account.path("charged"));
        }
    }

    @Test
    void ignoresAnAuthorizationThatIsAnsweredWhileItIsVoided() {
        provider.faults("{\"latencyMs\":400}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        JsonNode account = provider.account(checkout);
        assertThat(account.path("refunded")).isEqualTo(account.path("charged"));
        assertThat(orchestrator.status(checkout)).isEqualTo("VOIDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_slow", "tok_throttled", "tok_flaky", "tok_pending"})
    void chargesADifficultCardExactlyOnce(String token) {
        orchestrator.authorizeCard(checkout, token);

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertLedger(1, 1998, 0, 0);
    }

    @Test
    void repliesToTheNewestCommandWhenTheProviderComesBack() {
        provider.faults("{\"downFor\":\"1h\"}");
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
        provider.faults("{}");

        ReceivedReply reply = orchestrator.awaitReply(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(reply.attempt()).isEqualTo(2);
        assertLedger(1, 1998, 0, 0);
    }

    @Test
    void stopsCallingAProviderThatIsDownAndChargesEveryCardOnceItIsBack() {
        provider.faults("{\"downFor\":\"1h\"}");
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(40).toList();
        checkouts.forEach(id -> orchestrator.authorizeCard(id, "tok_ok"));
        await().untilAsserted(() -> assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN));

        provider.faults("{}");

        for (UUID id : checkouts) {
            assertThat(orchestrator.awaitReply(id).type()).isEqualTo("payments.PaymentAuthorized.v1");
            assertThat(provider.account(id).path("charges").asInt()).isEqualTo(1);
        }
    }

    @Test
    void voidsAPaymentWhoseProviderIsDown() {
        orchestrator.authorizeCard(checkout, "tok_down");
        orchestrator.awaitStatus(checkout, "REQUESTED");
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentVoided.v1");
        assertNoTokenIsStored();
    }

    @Test
    void storesNothingThatLooksLikeACardNumber() {
        orchestrator.authorizeCard(checkout, "9".repeat(16));

        assertThat(orchestrator.awaitReply(checkout).text("detail")).isEqualTo("card_number_refused");
        assertThat(provider.account(checkout).isMissingNode()).isTrue();
        assertNoTokenIsStored();
    }

    /** A token that is found anywhere after its payment is decided can be used by whoever finds it. */
    @Test
    void theTokenIsGoneOnceThePaymentIsDecided(CapturedOutput output) {
        // without digits, because too many in a row look like a card number
        String token = "tok_" + UUID.randomUUID().toString().replaceAll("\\d", "x");
        orchestrator.authorizeCard(checkout, token);
        assertThat(orchestrator.awaitReply(checkout).text("detail")).isEqualTo("invalid_token");

        for (String table : List.of("payment", "refund", "hold", "inbox", "outbox", "deferred_message")) {
            assertThat(jdbc.queryForObject(
                            "select count(*) from %s as row where row::text like ?".formatted(table),
                            int.class,
                            "%" + token + "%"))
                    .as(table)
                    .isZero();
        }
        assertThat(output).doesNotContain(token);
    }

    private void assertLedger(int charges, long charged, long captured, long refunded) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(charges);
        assertThat(account.path("charged").asLong()).isEqualTo(charged);
        assertThat(account.path("captured").asLong()).isEqualTo(captured);
        assertThat(account.path("refunded").asLong()).isEqualTo(refunded);
    }

    private void assertNoTokenIsStored() {
        assertThat(jdbc.queryForObject(
                        "select count(*) from payment where checkout_id = ? and token is not null",
                        int.class,
                        checkout))
                .isZero();
    }
}
