package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * If this fails, a return that is requested as soon as the order is confirmed, before the payment is captured, is refused,
 * or leads to a capture of the full sum that is not paid back.
 */
class RefundBesideCaptureTest extends PaymentServiceTestBase {
    private static final String REFUNDED = "payments.PaymentRefunded.v1";
    private static final String CAPTURED = "payments.PaymentCaptured.v1";

    private final UUID returnId = UUID.randomUUID();

    @Test
    void aRefundThatIsOwedWhenTheCaptureIsRequestedComesAfterIt() {
        authorized("tok_ok");
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitRefundStatus(returnId, "REQUESTED");
        orchestrator.capture(checkout);
        orchestrator.awaitStatus(checkout, "CAPTURING");
        provider.faults("{}");

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isIn(CAPTURED, REFUNDED);
        assertCapturedAndRefunded();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothAtTheSameTimeTakeTheSameSum(boolean refundFirst) {
        authorized("tok_ok");
        provider.faults("{\"latencyMs\":200}");
        if (refundFirst) {
            orchestrator.refund(checkout, returnId, "5.00");
            orchestrator.capture(checkout);
        } else {
            orchestrator.capture(checkout);
            orchestrator.refund(checkout, returnId, "5.00");
        }

        orchestrator.awaitReply(checkout, 3);
        assertCapturedAndRefunded();
    }

    @Test
    void aRefundAfterARefusedCaptureReducesTheNextOne() {
        authorized("tok_capture_declined");
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.CaptureRefused.v1");
        orchestrator.refund(checkout, returnId, "5.00");
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUNDED);
        assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");

        orchestrator.send("CapturePayment", checkout, 2);
        assertThat(orchestrator.awaitReply(checkout, 4).type()).isEqualTo(CAPTURED);
        assertCapturedAndRefunded();
        assertThat(provider.account(checkout).path("captured").asLong()).isEqualTo(1498);
    }

    private void authorized(String token) {
        orchestrator.authorizeCard(checkout, token);
        orchestrator.awaitReply(checkout);
    }

    /** The provider may have paid the refund before the capture or after it; the sum is the same. */
    private void assertCapturedAndRefunded() {
        assertThat(orchestrator.replies(checkout))
                .extracting(ReceivedReply::type)
                .contains(CAPTURED, REFUNDED)
                .doesNotContain("payments.RefundDeclined.v1", "payments.PaymentVoided.v1");
        assertThat(orchestrator.status(checkout)).isEqualTo("CAPTURED");
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(1);
        assertThat(account.path("charged").asLong()).isEqualTo(1998);
        assertThat(account.path("captured").asLong()).isIn(1498L, 1998L);
        assertThat(account.path("capturable").asLong()).isZero();
        assertThat(account.path("refunded").asLong()).isEqualTo(500);
        assertThat(jdbc.queryForObject("select refunded from payment where checkout_id = ?", long.class, checkout))
                .isEqualTo(500);
    }
}
