package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, a refund that arrives before its payment is authorized is lost, or paid though nothing was charged. */
class EarlyRefundStoriesTest extends PaymentServiceTestBase {

    @ParameterizedTest
    @CsvSource({
        "tok_ok, payments.PaymentAuthorized.v1, payments.PaymentRefunded.v1, 500",
        "tok_declined, payments.PaymentDeclined.v1, payments.RefundDeclined.v1, 0"
    })
    void waitsForThePendingAuthorization(String token, String authorization, String refund, long refunded) {
        UUID returnId = UUID.randomUUID();
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.authorizeCard(checkout, token);
        orchestrator.refund(checkout, returnId, "5.00");
        orchestrator.awaitRefundStatus(returnId, "REQUESTED");
        provider.faults("{}");

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(refund);
        assertThat(orchestrator.replies(checkout))
                .extracting(ReceivedReply::type)
                .containsExactly(authorization, refund);
        assertThat(provider.account(checkout).path("refunded").asLong()).isEqualTo(refunded);
        assertThat(jdbc.queryForObject("select refunded from payment where checkout_id = ?", long.class, checkout))
                .isEqualTo(refunded);
    }
}
