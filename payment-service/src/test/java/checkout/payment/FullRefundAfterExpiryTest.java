package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * If this fails, a payment whose authorization has expired counts as captured because all of it is to be refunded, although
 * the provider has neither charged it nor paid it back; or it is charged again after it was paid back.
 */
class FullRefundAfterExpiryTest extends PaymentServiceTestBase {
    private static final String ALL = "19.98";
    private static final String REFUSED = "payments.CaptureRefused.v1";

    private final UUID returnId = UUID.randomUUID();

    @Test
    void aRefundThatIsOwedIsPaidAfterTheCardWasAuthorizedAgain() {
        authorized("tok_expiring");
        refundAndCaptureWhileTheProviderIsDown();
        provider.faults("{}");

        assertCapturedAndRefunded();
        assertLedger(1, 0, 1998);
    }

    /** What the provider has paid back is known here after the capture has ended. */
    @Test
    void nothingIsChargedIfTheProviderPaidTheRefundBeforeItExpired() {
        authorized("tok_expiring");
        provider.callWithKey(
                returnId + ":refunds",
                "refunds",
                "{\"checkoutId\":\"%s\",\"amount\":1998,\"currency\":\"EUR\"}".formatted(checkout));
        refundAndCaptureWhileTheProviderIsDown();
        provider.faults("{}");

        assertCapturedAndRefunded();
        assertLedger(0, 0, 0);
    }

    /** The answer to the refund arrives before the provider is asked what is left to charge. */
    @Test
    void nothingIsChargedIfTheRefundIsAnsweredWhileThePaymentIsCaptured() {
        authorized("tok_expiring");
        provider.faults("{\"latencyMs\":100}");
        orchestrator.refund(checkout, returnId, ALL);
        awaitRefundIsAskedFor();
        orchestrator.capture(checkout);

        assertCapturedAndRefunded();
        assertLedger(0, 0, 0);
    }

    /** A refund that is only asked for may be declined, and then nothing of it has been paid back. */
    @Test
    void aRefundThatIsOwedDoesNotMakeAnExpiredPaymentCaptured() {
        authorized("tok_expiring_declined");
        refundAndCaptureWhileTheProviderIsDown();
        jdbc.update("update refund set next_call_at = now() + interval '1 hour' where return_id = ?", returnId);
        provider.faults("{}");
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(REFUSED);
        orchestrator.send("CapturePayment", checkout, 2);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUSED);
        assertThat(orchestrator.status(checkout)).isEqualTo("EXPIRED");
        jdbc.update("update refund set next_call_at = now() where return_id = ?", returnId);
        orchestrator.awaitRefundStatus(returnId, "DECLINED");
        assertEarnedNothing();
    }

    private void authorized(String token) {
        orchestrator.authorizeCard(checkout, token);
        orchestrator.awaitReply(checkout);
    }

    /** The refund is requested, and asked for at the provider, before the authorization turns out to have expired. */
    private void refundAndCaptureWhileTheProviderIsDown() {
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.refund(checkout, returnId, ALL);
        awaitRefundIsAskedFor();
        orchestrator.capture(checkout);
        orchestrator.awaitStatus(checkout, "CAPTURING");
    }

    private void awaitRefundIsAskedFor() {
        CommandSender.eventually().until(() -> !jdbc.queryForList(
                        "select 1 from refund where return_id = ? and attempt > 0", Integer.class, returnId)
                .isEmpty());
    }

    private void assertCapturedAndRefunded() {
        orchestrator.awaitReply(checkout, 3);
        orchestrator.awaitRefundStatus(returnId, "REFUNDED");
        assertThat(orchestrator.status(checkout)).isEqualTo("CAPTURED");
        assertEarnedNothing();
    }

    /** What the entries of our ledger say of the checkout. */
    private void assertEarnedNothing() {
        assertThat(jdbc.queryForObject(
                        "select coalesce(sum(amount), 0) from ledger_entry where checkout_id = ? and account = 'settlement:EUR'",
                        long.class,
                        checkout))
                .isZero();
    }

    private void assertLedger(int charges, long net, long captured) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(charges);
        assertThat(account.path("charged").asLong() - account.path("refunded").asLong())
                .isEqualTo(net);
        assertThat(account.path("captured").asLong()).isEqualTo(captured);
    }
}
