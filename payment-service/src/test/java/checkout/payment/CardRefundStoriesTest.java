package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

/** If this fails, a return is refunded twice, by too much, or not at all though the orchestrator was told so. */
class CardRefundStoriesTest extends PaymentServiceTestBase {
    private static final String REFUNDED = "payments.PaymentRefunded.v1";
    private static final String DECLINED = "payments.RefundDeclined.v1";

    private final UUID returnId = UUID.randomUUID();
    private final UUID secondReturn = UUID.randomUUID();

    @Test
    void refundsACapturedPaymentInFull() {
        captured("tok_ok");
        orchestrator.refund(checkout, returnId, "19.98");

        ReceivedReply reply = orchestrator.awaitReply(checkout, 3);
        assertThat(reply.type()).isEqualTo(REFUNDED);
        assertThat(reply.text("returnId")).isEqualTo(returnId.toString());
        assertLedger(1998, 1998);
        assertRefunded(1998);
    }

    @Test
    void refundsACapturedPaymentInParts() {
        captured("tok_ok");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitReply(checkout, 3);
        orchestrator.refund(checkout, secondReturn, "14.98");

        assertThat(orchestrator.awaitReply(checkout, 4).type()).isEqualTo(REFUNDED);
        assertLedger(1998, 1998);
    }

    @Test
    void reversesPartOfAnAuthorizationAndCapturesTheRest() {
        authorized("tok_ok");
        orchestrator.refund(checkout, returnId, "5.00");
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(REFUNDED);
        assertLedger(0, 500);

        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertLedger(1498, 500);
    }

    @Test
    void capturesNothingAfterAFullRefund() {
        authorized("tok_ok");
        orchestrator.refund(checkout, returnId, "19.98");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertLedger(0, 1998);
    }

    @Test
    void voidsOnlyTheRestAfterARefund() {
        authorized("tok_ok");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentVoided.v1");
        assertLedger(0, 1998);
        orchestrator.refund(checkout, secondReturn, "1.00");
        assertDeclined(orchestrator.awaitReply(checkout, 4), "payment_voided");
    }

    @Test
    void aVoidAndAPendingRefundGiveBackEverythingOnce() {
        authorized("tok_ok");
        provider.faults("{\"latencyMs\":300}");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.voidPayment(checkout);

        orchestrator.awaitReply(checkout, 3);
        assertThat(orchestrator.status(checkout)).isEqualTo("VOIDED");
        assertThat(orchestrator.refundStatus(returnId)).isIn("REFUNDED", "DECLINED");
        assertLedger(0, 1998);
    }

    @Test
    void declinesMoreThanIsLeft() {
        captured("tok_ok");
        orchestrator.refund(checkout, returnId, "15.00");
        orchestrator.awaitReply(checkout, 3);
        orchestrator.refund(checkout, secondReturn, "4.99");
        assertDeclined(orchestrator.awaitReply(checkout, 4), "refund_exceeds_payment");

        orchestrator.refund(checkout, UUID.randomUUID(), "4.98");
        assertThat(orchestrator.awaitReply(checkout, 5).type()).isEqualTo(REFUNDED);
        orchestrator.refund(checkout, secondReturn, "4.99");
        assertDeclined(orchestrator.awaitReply(checkout, 6), "refund_exceeds_payment");
        assertLedger(1998, 1998);
    }

    @Test
    void countsPendingRefundsOfAPayment() {
        captured("tok_ok");
        provider.faults("{\"downFor\":\"1h\"}");
        List<UUID> returns = Stream.generate(UUID::randomUUID).limit(3).toList();
        returns.forEach(id -> orchestrator.refund(checkout, id, "5.00"));
        returns.forEach(id -> orchestrator.awaitRefundStatus(id, "REQUESTED"));
        orchestrator.refund(checkout, returnId, "5.00");
        assertDeclined(orchestrator.awaitReply(checkout, 3), "refund_exceeds_payment");

        provider.faults("{}");
        orchestrator.awaitReply(checkout, 6);
        assertLedger(1998, 1500);
        assertRefunded(1500);
    }

    @Test
    void repeatsTheReplyAndRefundsOnce() {
        captured("tok_ok");
        orchestrator.refund(checkout, returnId, "5.00");
        ReceivedReply first = orchestrator.awaitReply(checkout, 3);
        orchestrator.refund(checkout, returnId, "5.00");

        assertThat(orchestrator.awaitReply(checkout, 4).body()).isEqualTo(first.body());
        assertLedger(1998, 500);
        assertRefunded(500);
    }

    @Test
    void refundsOnceIfItIsAskedAgainWhileTheFirstCallIsPending() {
        captured("tok_ok");
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitRefundStatus(returnId, "REQUESTED");
        orchestrator.refund(checkout, returnId, "5.00", "EUR", 2);
        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from refund where return_id = ? and saga_attempt = 2 and last_error is not null",
                        int.class,
                        returnId))
                .isEqualTo(1));
        provider.faults("{}");

        ReceivedReply reply = orchestrator.awaitReply(checkout, 3);
        assertThat(reply.type()).isEqualTo(REFUNDED);
        assertThat(reply.attempt()).isEqualTo(2);
        assertLedger(1998, 500);
        assertRefunded(500);
    }

    @Test
    void aRefundWaitsForThePendingCapture() {
        authorized("tok_ok");
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.capture(checkout);
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitRefundStatus(returnId, "REQUESTED");
        await().untilAsserted(() -> assertThat(
                        jdbc.queryForObject("select attempt from payment where checkout_id = ?", int.class, checkout))
                .isGreaterThan(1));
        assertThat(jdbc.queryForObject("select attempt from refund where return_id = ?", int.class, returnId))
                .isZero();
        provider.faults("{}");

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUNDED);
        assertThat(orchestrator.replies(checkout))
                .extracting(ReceivedReply::type)
                .containsExactly("payments.PaymentAuthorized.v1", "payments.PaymentCaptured.v1", REFUNDED);
        assertLedger(1998, 500);
    }

    @Test
    void declinesWhatCannotBeRefunded() {
        orchestrator.refund(checkout, returnId, "1.00");
        assertDeclined(orchestrator.awaitReply(checkout), "unknown_payment");
        UUID declined = UUID.randomUUID();
        orchestrator.authorizeCard(declined, "tok_declined");
        orchestrator.awaitReply(declined);
        orchestrator.refund(declined, UUID.randomUUID(), "1.00");
        assertDeclined(orchestrator.awaitReply(declined, 2), "payment_declined");
        UUID other = UUID.randomUUID();
        orchestrator.authorizeCard(other, "tok_ok");
        orchestrator.awaitReply(other);
        orchestrator.refund(other, UUID.randomUUID(), "1.00", "USD", 1);
        assertDeclined(orchestrator.awaitReply(other, 2), "currency_mismatch");

        // the refusal is remembered, even if the payment comes after all
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.refund(checkout, returnId, "1.00");
        assertDeclined(orchestrator.awaitReply(checkout, 3), "unknown_payment");
    }

    @Test
    void declinesIfTheProviderDoes() {
        captured("tok_refund_declined");
        orchestrator.refund(checkout, returnId, "19.98");
        assertDeclined(orchestrator.awaitReply(checkout, 3), "refund_declined");
        orchestrator.refund(checkout, returnId, "19.98");
        assertDeclined(orchestrator.awaitReply(checkout, 4), "refund_declined");
        assertRefunded(0);
        assertLedger(1998, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_slow", "tok_throttled", "tok_flaky"})
    void refundsADifficultCardExactlyOnce(String token) {
        captured(token);
        orchestrator.refund(checkout, returnId, "5.00");

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUNDED);
        assertLedger(1998, 500);
    }

    @Test
    void refundsOnceThoughTheFirstCallsTimeOut() {
        captured("tok_ok");
        provider.faults("{\"latencyMs\":1200}");
        orchestrator.refund(checkout, returnId, "5.00");
        await().untilAsserted(() ->
                assertThat(provider.account(checkout).path("refunded").asLong()).isEqualTo(500));
        assertThat(orchestrator.refundStatus(returnId)).isEqualTo("REQUESTED");
        provider.faults("{}");

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUNDED);
        assertLedger(1998, 500);
    }

    @Test
    void aReturnThatChangesGoesToTheDeadLetters() {
        captured("tok_ok");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitReply(checkout, 3);
        orchestrator.refund(checkout, returnId, "6.00");

        await().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'payments.commands.dlt' and message_key = ?",
                        int.class,
                        checkout.toString()))
                .isEqualTo(1));
        assertLedger(1998, 500);
    }

    @Test
    void theDatabaseRefusesToRefundMoreThanWasPaid() {
        authorized("tok_ok");

        assertThatThrownBy(() -> jdbc.update("update payment set refunded = 1999 where checkout_id = ?", checkout))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("refunds_never_exceed_the_payment");
    }

    private void authorized(String token) {
        orchestrator.authorizeCard(checkout, token);
        orchestrator.awaitReply(checkout);
    }

    private void captured(String token) {
        authorized(token);
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 2);
    }

    private static void assertDeclined(ReceivedReply reply, String detail) {
        assertThat(reply.type()).isEqualTo(DECLINED);
        assertThat(reply.text("detail")).isEqualTo(detail);
    }

    private void assertRefunded(long amount) {
        assertThat(jdbc.queryForObject("select refunded from payment where checkout_id = ?", long.class, checkout))
                .isEqualTo(amount);
        assertThat(jdbc.queryForObject("""
                        select coalesce(sum(amount), 0) from refund
                        where checkout_id = ? and status in ('REQUESTED', 'REFUNDED')
                        """, long.class, checkout)).isEqualTo(amount);
    }

    private void assertLedger(long captured, long refunded) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(1);
        assertThat(account.path("charged").asLong()).isEqualTo(1998);
        assertThat(account.path("captured").asLong()).isEqualTo(captured);
        assertThat(account.path("refunded").asLong()).isEqualTo(refunded);
    }
}
