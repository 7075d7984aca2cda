package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** If this fails, a payment that somebody captures or refunds at the provider is captured by us for ever, and its saga hangs. */
class ForeignCaptureTest extends PaymentServiceTestBase {
    private static final String CAPTURED = "payments.PaymentCaptured.v1";
    private static final String REFUSED = "payments.CaptureRefused.v1";

    @BeforeEach
    void authorize() {
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitReply(checkout);
    }

    @Test
    void whatSomebodyElseHasCapturedInFullIsCaptured() {
        provider.callDirectly("captures", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(CAPTURED);
        assertThat(orchestrator.status(checkout)).isEqualTo("CAPTURED");
        assertProviderHas(1998, 0);
        assertThat(jdbc.queryForObject(
                        "select sum(amount) from ledger_entry where checkout_id = ? and account = 'settlement:EUR'",
                        long.class,
                        checkout))
                .isEqualTo(1998);
    }

    @Test
    void aRefundOfOursIsNotCapturedBySomebodyElse() {
        orchestrator.refund(checkout, UUID.randomUUID(), "5.00");
        orchestrator.awaitReply(checkout, 2);
        provider.callDirectly("captures", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(CAPTURED);
        assertProviderHas(1498, 500);
    }

    @Test
    void whatSomebodyHasGivenBackIsRefusedWithTheReason() {
        provider.callDirectly(
                "refunds", "{\"checkoutId\":\"%s\",\"amount\":1998,\"currency\":\"EUR\"}".formatted(checkout));
        orchestrator.capture(checkout);

        ReceivedReply refused = orchestrator.awaitReply(checkout, 2);
        assertThat(refused.type()).isEqualTo(REFUSED);
        assertThat(refused.text("detail")).contains("captured 0");
        assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");
        assertProviderHas(0, 1998);
    }

    private void assertProviderHas(long captured, long refunded) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("captured").asLong()).isEqualTo(captured);
        assertThat(account.path("refunded").asLong()).isEqualTo(refunded);
    }
}
