package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.payment.provider.CardCall;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, money is counted that never moved, or a refusal is repeated for ever and no operator sees it. */
class CardResultRulesTest extends ResultRulesTestBase {
    private final RefundResultRules refundRules = new RefundResultRules(repeats);

    @ParameterizedTest
    @CsvSource({
        "approved, 1, AUTHORIZED, PaymentAuthorized",
        "declined, 1, DECLINED, PaymentDeclined",
        "declined, 9, DECLINED, PaymentDeclined",
        "invalid, 1, DECLINED, PaymentDeclined",
        "invalid, 2, REQUESTED,",
        "gone, 9, REQUESTED,",
        "conflict, 9, REQUESTED,",
        "pending, 9, REQUESTED,",
        "challenge, 1, PENDING_CUSTOMER,",
        "misconfigured, 9, REQUESTED,",
        "timedOut, 9, REQUESTED,",
        "unknown, 9, REQUESTED,"
    })
    void anAuthorization(String answer, int attempt, String status, String reply) {
        assertOutcome(requested(), CardCall.owedBy(attempt(requested(), attempt)), answer, status, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, CAPTURED, PaymentCaptured",
        "declined, 1, AUTHORIZED, CaptureRefused",
        "expired, 1, REAUTHORIZING,",
        "timedOut, 9, CAPTURING,",
        "invalid, 3, AUTHORIZED, CaptureRefused",
        "gone, 4, CAPTURING,",
        "gone, 5, AUTHORIZED, CaptureRefused",
        "conflict, 4, CAPTURING,",
        "conflict, 5, AUTHORIZED, CaptureRefused",
        "pending, 9, CAPTURING,",
        "misconfigured, 9, CAPTURING,",
        "unknown, 9, CAPTURING,"
    })
    void aCapture(String answer, int attempt, String status, String reply) {
        Payment capturing = requested().authorized("ref_1").capturing(due());
        assertOutcome(capturing, CardCall.owedBy(attempt(capturing, attempt)), answer, status, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, 10, AUTHORIZED, PaymentAuthorized",
        "declined, 1, 10, DECLINED, PaymentDeclined",
        "challenge, 9, 10, PENDING_CUSTOMER,",
        "challenge, 9, 0, CANCELLING,",
        "gone, 9, 10, PENDING_CUSTOMER,",
        "gone, 9, -1, CANCELLING,",
        "invalid, 9, 10, PENDING_CUSTOMER,",
        "unknown, 9, 10, PENDING_CUSTOMER,",
        "unknown, 9, 0, CANCELLING,",
        "approved, 9, -1, AUTHORIZED, PaymentAuthorized"
    })
    void aChallenge(String answer, int attempt, long secondsLeft, String status, String reply) {
        Payment challenged = requested().challenged(Duration.ofSeconds(secondsLeft), due(attempt));
        assertOutcome(challenged, CardCall.owedBy(challenged), answer, status, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, CAPTURING,",
        "declined, 1, EXPIRED, CaptureRefused",
        "invalid, 1, EXPIRED, CaptureRefused",
        "gone, 4, REAUTHORIZING,",
        "gone, 5, EXPIRED, CaptureRefused",
        "challenge, 1, EXPIRED, CaptureRefused",
        "conflict, 4, REAUTHORIZING,",
        "conflict, 5, EXPIRED, CaptureRefused",
        "pending, 9, REAUTHORIZING,",
        "timedOut, 9, REAUTHORIZING,",
        "unknown, 9, REAUTHORIZING,"
    })
    void aNewAuthorization(String answer, int attempt, String status, String reply) {
        Payment again = requested().authorized("ref_0").capturing(due()).reauthorizing(due(attempt));
        assertOutcome(again, CardCall.owedBy(again), answer, status, reply);
    }

    /** Nothing is paid back yet of a refund that is requested, so the provider decides what is left. */
    @ParameterizedTest
    @CsvSource({"1998, CAPTURED, PaymentCaptured", "1498, REAUTHORIZING,"})
    void whatIsRefundedInFullIsCapturedOnceTheProviderHasPaidItBack(long refunded, String status, String reply) {
        Payment capturing = requested().authorized("ref_0").capturing(due()).refundRequested(1998);
        assertOutcome(capturing, CardCall.owedBy(capturing), "expired", "REAUTHORIZING", null);
        Payment again = capturing.reauthorizing(due()).refundDeclined(1998 - refunded);
        assertOutcome(again, CardCall.owedBy(again), "nothing", status, reply);
    }

    @Test
    void aNewAuthorizationCoversWhatMayStillBeOwedAndHasItsOwnKey() {
        Payment again = requested()
                .authorized("ref_0")
                .refundRequested(500)
                .capturing(due())
                .reauthorizing(due());
        CardCall.Reauthorize call = (CardCall.Reauthorize) CardCall.owedBy(again);
        assertThat(call.amount()).isEqualTo(new Money(1998, "EUR"));
        assertThat(call.atLeast()).isEqualTo(1498);
        assertThat(call.less(300).amount()).isEqualTo(new Money(1698, "EUR"));
        // more was paid back than we have asked for: what we know to be owed is charged
        assertThat(call.less(1998).amount()).isEqualTo(new Money(1498, "EUR"));
        assertThat(call.expiredReference()).isEqualTo("ref_0");
        assertThat(call.idempotencyKey()).isEqualTo(CHECKOUT + ":authorizations:2");
        // what is refunded later is paid back after the capture
        Payment captured = again.refundRequested(100).reauthorized("ref_1", due());
        CardCall.Capture capture = (CardCall.Capture) CardCall.owedBy(captured);
        assertThat(capture.atMost()).isEqualTo(new Money(1998, "EUR"));
        assertThat(capture.atLeast()).isEqualTo(1398);
        assertThat(capture.idempotencyKey()).isEqualTo(CHECKOUT + ":captures:2");
    }

    @Test
    void theNextQuestionAboutAChallengeIsAskedWhenItEndsAtTheLatest() {
        for (int i = 0; i < 50; i++) {
            Payment challenged = requested().challenged(Duration.ofMillis(70), due(9));
            CardCall.PaymentCall question = (CardCall.PaymentCall) CardCall.owedBy(challenged);
            Payment after =
                    rules.outcome(challenged, question, answer("challenge")).payment();
            assertThat(after.owedCall().dueIn()).isLessThanOrEqualTo(Duration.ofMillis(70));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, REFUNDED",
        "declined, 9, DECLINED",
        "invalid, 1, DECLINED",
        "invalid, 2, REQUESTED",
        "gone, 4, REQUESTED",
        "gone, 5, REQUESTED",
        "conflict, 9, REQUESTED",
        "pending, 9, REQUESTED",
        "misconfigured, 9, REQUESTED",
        "unknown, 9, REQUESTED"
    })
    void aRefund(String answer, int attempt, String status) {
        Refund refund =
                Refund.requested(new RefundPayment(CHECKOUT, UUID.randomUUID(), new Money(500, "EUR")), due(attempt));
        CardCall.RefundReturn call =
                new CardCall.RefundReturn(CHECKOUT, refund.returnId(), refund.amount(), attempt, null);

        Refund after = refundRules.outcome(refund, call, answer(answer));

        assertThat(after.status().name()).isEqualTo(status);
        assertThat(after.pendingCall() != null).isEqualTo(status.equals("REQUESTED"));
    }

    @Test
    void onlyARefusalForGoodChangesTheKeyOfTheNextCall() {
        Payment capturing = requested().authorized("ref_1").capturing(due());
        assertThat(keyAfter(capturing, "declined")).endsWith(":captures:2");
        assertThat(keyAfter(capturing, "invalid")).endsWith(":captures");
    }

    private String keyAfter(Payment capturing, String answer) {
        CardCall.PaymentCall call = (CardCall.PaymentCall) CardCall.owedBy(capturing);
        Payment refused = rules.outcome(capturing, call, answer(answer)).payment();
        return CardCall.owedBy(refused.capturing(due())).idempotencyKey();
    }
}
