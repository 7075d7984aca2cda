package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.Money;
import checkout.contracts.PaymentCommand.RefundPayment;
import checkout.contracts.Reply;
import checkout.payment.card.CardResultRules.PaymentOutcome;
import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, money is counted that never moved, or a refusal is repeated for ever and no operator sees it. */
class CardResultRulesTest {
    private static final UUID CHECKOUT = UUID.randomUUID();
    private static final Map<String, CardAnswer> ANSWERS = Map.of(
            "approved", new Approved("ref_1"),
            "declined", new Declined("no"),
            "invalid", new Invalid("status 422"),
            "gone", new Gone("status 404"),
            "conflict", new Conflict("status 409"),
            "pending", new Pending("status 202"),
            "misconfigured", new Misconfigured("status 401"),
            "unknown", Unknown.because("status 500"));

    private final CardResultRules rules =
            new CardResultRules(new CallBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1)));

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
        "misconfigured, 9, REQUESTED,",
        "unknown, 9, REQUESTED,"
    })
    void anAuthorization(String answer, int attempt, String status, String reply) {
        assertOutcome(requested(), CardCall.owedBy(attempt(requested(), attempt)), answer, status, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, CAPTURED, PaymentCaptured",
        "declined, 1, AUTHORIZED, CaptureRefused",
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
        "approved, 1, VOIDED, PaymentVoided",
        "declined, 1, VOIDING, VoidRefused",
        "invalid, 1, VOIDING, VoidRefused",
        "gone, 1, VOIDED, PaymentVoided",
        "conflict, 4, VOIDING,",
        "conflict, 5, VOIDING, VoidRefused",
        "pending, 9, VOIDING,",
        "misconfigured, 9, VOIDING,",
        "unknown, 9, VOIDING,"
    })
    void aVoid(String answer, int attempt, String status, String reply) {
        Payment voiding = requested().authorized("ref_1").voiding(due());
        assertOutcome(voiding, CardCall.owedBy(attempt(voiding, attempt)), answer, status, reply);
    }

    @ParameterizedTest
    @CsvSource({"4, VOIDING,", "5, VOIDED, PaymentVoided"})
    void aVoidOfAnAuthorizationThatMayStillBeOnItsWay(int attempt, String status, String reply) {
        Payment voiding = requested().voiding(due());
        assertOutcome(voiding, CardCall.owedBy(attempt(voiding, attempt)), "gone", status, reply);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, REFUNDED",
        "declined, 9, DECLINED",
        "invalid, 1, DECLINED",
        "invalid, 2, REQUESTED",
        "gone, 4, REQUESTED",
        "gone, 5, DECLINED",
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

        Refund after = rules.outcome(refund, call, answer(answer));

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

    private void assertOutcome(Payment before, CardCall call, String answer, String status, String reply) {
        PaymentOutcome outcome = rules.outcome(before, (CardCall.PaymentCall) call, answer(answer));

        assertThat(outcome.payment().status().name()).isEqualTo(status);
        Reply sent = outcome.reply();
        assertThat(sent == null ? null : sent.getClass().getSimpleName()).isEqualTo(reply);
        if (sent instanceof Reply.Refusal refusal && !(answer.equals("declined") && status.equals("DECLINED"))) {
            assertThat(refusal.toString()).contains(answer);
        }
    }

    private static CardAnswer answer(String name) {
        CardAnswer answer = ANSWERS.get(name);
        assertThat(answer).as(name).isNotNull();
        return answer;
    }

    private static Payment requested() {
        return Payment.requested(CHECKOUT, new Card(1998, "EUR", "tok_ok"), due());
    }

    private static Payment attempt(Payment payment, int attempt) {
        return payment.with(due(attempt));
    }

    private static PendingCall due() {
        return due(1);
    }

    private static PendingCall due(int attempt) {
        return new PendingCall(attempt, Duration.ZERO, null, new PaymentReplyAddress(null, null));
    }
}
