package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** If this fails, money stays held that nobody wants, or an authorization that expired is charged twice or not at all. */
class ExpiryStoriesTest extends PaymentServiceTestBase {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final String REFUSED = "payments.CaptureRefused.v1";
    private static final String CAPTURED = "payments.PaymentCaptured.v1";

    @Test
    void authorizesAgainAndCapturesWhatExpiredAtTheProvider() {
        authorized("tok_expiring");
        String expired = reference();
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(CAPTURED);
        assertLedger(1, 1998, 1998);
        assertThat(reference()).isNotEqualTo(expired);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(CAPTURED);
        assertLedger(1, 1998, 1998);
    }

    @Test
    void theNewAuthorizationCoversOnlyWhatIsNotRefunded() {
        authorized("tok_expiring");
        orchestrator.refund(checkout, UUID.randomUUID(), "5.00");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(CAPTURED);
        assertLedger(1, 1498, 1498);
    }

    @Test
    void aRefundThatIsOwedWhileTheCardIsAuthorizedAgainIsPaidOnce() {
        authorized("tok_expiring");
        UUID returnId = UUID.randomUUID();
        refundAndCaptureWhileTheProviderIsDown(returnId);

        orchestrator.awaitReply(checkout, 3);
        orchestrator.awaitRefundStatus(returnId, "REFUNDED");
        assertLedger(1, 1498, 1998);
        assertEarned(1498);
    }

    /** The refund takes effect, and the service that asked for it does not get the answer. */
    @Test
    void aRefundThatTheProviderPaidBeforeItExpiredIsNotChargedAgain() {
        authorized("tok_expiring");
        UUID returnId = UUID.randomUUID();
        provider.callWithKey(
                returnId + ":refunds",
                "refunds",
                "{\"checkoutId\":\"%s\",\"amount\":500,\"currency\":\"EUR\"}".formatted(checkout));
        refundAndCaptureWhileTheProviderIsDown(returnId);

        orchestrator.awaitReply(checkout, 3);
        orchestrator.awaitRefundStatus(returnId, "REFUNDED");
        assertLedger(1, 1498, 1498);
        assertEarned(1498);
    }

    @Test
    void aRefundThatIsDeclinedAfterTheCardWasAuthorizedAgainLeavesAllOfThePaymentCharged() {
        authorized("tok_expiring");
        UUID returnId = UUID.randomUUID();
        provider.callWithKey(
                returnId + ":refunds",
                "refunds",
                "{\"checkoutId\":\"%s\",\"amount\":99999,\"currency\":\"EUR\"}".formatted(checkout));
        refundAndCaptureWhileTheProviderIsDown(returnId);

        orchestrator.awaitReply(checkout, 3);
        orchestrator.awaitRefundStatus(returnId, "DECLINED");
        assertLedger(1, 1998, 1998);
        assertEarned(1998);
    }

    /** The refund is requested, and asked for at the provider, before the authorization turns out to have expired. */
    private void refundAndCaptureWhileTheProviderIsDown(UUID returnId) {
        provider.faults("{\"downFor\":\"1h\"}");
        orchestrator.refund(checkout, returnId, "5.00");
        CommandSender.eventually().until(() -> !jdbc.queryForList(
                        "select 1 from refund where return_id = ? and attempt > 0", Integer.class, returnId)
                .isEmpty());
        orchestrator.capture(checkout);
        orchestrator.awaitStatus(checkout, "CAPTURING");
        provider.faults("{}");
    }

    @Test
    void capturesNothingOfWhatWasRefundedInFullBeforeItExpired() {
        authorized("tok_expiring");
        orchestrator.refund(checkout, UUID.randomUUID(), "19.98");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(CAPTURED);
        assertLedger(0, 0, 0);
    }

    @Test
    void saysWhyIfTheCardCannotBeAuthorizedAgain() {
        authorized("tok_expiring_declined");
        orchestrator.capture(checkout);

        ReceivedReply refused = orchestrator.awaitReply(checkout, 2);
        assertThat(refused.type()).isEqualTo(REFUSED);
        assertThat(refused.text("detail")).contains("expired", "card_declined");
        assertThat(orchestrator.status(checkout)).isEqualTo("EXPIRED");
        orchestrator.send("CapturePayment", checkout, 2);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo(REFUSED);
        assertLedger(0, 0, 0);
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout, 4).type()).isEqualTo("payments.PaymentVoided.v1");
    }

    /** A bank that asked the customer for a confirmation may still get it, long after the capture was refused. */
    @Test
    void aVoidGivesBackWhatCameToBeHeldAfterTheRefusal() {
        authorized("tok_expiring_declined");
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(REFUSED);
        provider.callDirectly(
                "authorizations",
                "{\"checkoutId\":\"%s\",\"amount\":1998,\"currency\":\"EUR\",\"token\":\"tok_ok\"}"
                        .formatted(checkout));
        assertLedger(1, 1998, 0);
        orchestrator.voidPayment(checkout);

        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentVoided.v1");
        assertLedger(1, 0, 0);
    }

    @Test
    void chargesOnceThoughTheProviderFailsWhileItAuthorizesAgain() {
        authorized("tok_expiring");
        provider.faults("{\"errorRate\":0.5,\"seed\":7}");
        orchestrator.capture(checkout);

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(CAPTURED);
        assertLedger(1, 1998, 1998);
    }

    @Test
    void releasesACardThatNobodySettles() {
        orchestrator.holdCard(checkout, "tok_ok", SHORT);
        orchestrator.awaitReply(checkout);

        orchestrator.awaitStatus(checkout, "EXPIRED");
        assertThat(provider.account(checkout).path("status").asString()).isEqualTo("VOIDED");
        assertThat(orchestrator.replies(checkout)).hasSize(1);
        orchestrator.capture(checkout);
        ReceivedReply refused = orchestrator.awaitReply(checkout, 2);
        assertThat(refused.type()).isEqualTo(REFUSED);
        assertThat(refused.text("detail")).contains("voided");
        orchestrator.authorizeCard(checkout, "tok_ok");
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("checkout.AlreadyUndone.v1");
        JsonNode account = provider.account(checkout);
        assertThat(account.path("refunded")).isEqualTo(account.path("charged"));
    }

    /** A capture was refused, somebody made it by hand, and an operator ended the saga as confirmed. */
    @Test
    void keepsWhatSomebodyElseHasCaptured() {
        orchestrator.holdCard(checkout, "tok_ok", Duration.ofHours(1));
        orchestrator.awaitReply(checkout);
        provider.callDirectly("captures", "{\"checkoutId\":\"%s\"}".formatted(checkout));
        jdbc.update("update payment set hold_until = now() where checkout_id = ?", checkout);

        CommandSender.eventually().untilAsserted(() -> assertThat(
                        jdbc.queryForMap("select status, hold_until from payment where checkout_id = ?", checkout))
                .containsEntry("status", "AUTHORIZED")
                .containsEntry("hold_until", null));
        assertLedger(1, 1998, 1998);
        assertThat(orchestrator.replies(checkout)).hasSize(1);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(CAPTURED);
        assertLedger(1, 1998, 1998);
    }

    @Test
    void releasesAWalletThatNobodySettles() {
        long before = available();
        orchestrator.holdWallet(checkout, "wallet-077", "12.00", SHORT);
        orchestrator.awaitReply(checkout);

        orchestrator.awaitStatus(checkout, "EXPIRED");
        assertThat(available()).isEqualTo(before);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(REFUSED);
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentVoided.v1");
        assertThat(available()).isEqualTo(before);
    }

    @Test
    void whatIsSettledInTimeDoesNotExpire() {
        orchestrator.holdCard(checkout, "tok_ok", SHORT);
        orchestrator.awaitReply(checkout);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(CAPTURED);
        // another hold that began later ends, so the sweep has passed this one
        UUID later = UUID.randomUUID();
        orchestrator.holdCard(later, "tok_ok", SHORT);
        orchestrator.awaitStatus(later, "EXPIRED");

        assertThat(orchestrator.status(checkout)).isEqualTo("CAPTURED");
        assertLedger(1, 1998, 1998);
    }

    private void authorized(String token) {
        orchestrator.authorizeCard(checkout, token);
        orchestrator.awaitReply(checkout);
    }

    private String reference() {
        return String.valueOf(
                jdbc.queryForObject("select reference from payment where checkout_id = ?", String.class, checkout));
    }

    private long available() {
        Long found = jdbc.queryForObject("select available from account where id = 'wallet-077'", Long.class);
        return found == null ? -1 : found;
    }

    /** What the entries of our ledger say of the checkout. */
    private void assertEarned(long amount) {
        assertThat(jdbc.queryForObject(
                        "select sum(amount) from ledger_entry where checkout_id = ? and account = 'settlement:EUR'",
                        long.class,
                        checkout))
                .isEqualTo(amount);
    }

    private void assertLedger(int charges, long net, long captured) {
        JsonNode account = provider.account(checkout);
        assertThat(account.path("charges").asInt()).isEqualTo(charges);
        assertThat(account.path("charged").asLong() - account.path("refunded").asLong())
                .isEqualTo(net);
        assertThat(account.path("captured").asLong()).isEqualTo(captured);
    }
}
