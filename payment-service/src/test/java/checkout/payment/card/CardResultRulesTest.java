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
import checkout.payment.provider.CardAnswer.ChallengeRequired;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Expired;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.NothingToCharge;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.TimedOut;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, money is counted that never moved, or a refusal is repeated for ever and no operator sees it. */
class CardResultRulesTest {
    private static final UUID CHECKOUT = UUID.randomUUID();
    private static final Duration CHALLENGE_TIME = Duration.ofSeconds(25);
    private static final Map<String, CardAnswer> ANSWERS = Map.ofEntries(
            Map.entry("approved", new Approved("ref_1")),
            Map.entry("declined", new Declined("no")),
            Map.entry("expired", new Expired("authorization_expired")),
            Map.entry("invalid", new Invalid("status 422")),
            Map.entry("nothing", new NothingToCharge("paid back")),
            Map.entry("gone", new Gone("status 404")),
            Map.entry("conflict", new Conflict("status 409")),
            Map.entry("pending", new Pending("status 202")),
            Map.entry("challenge", new ChallengeRequired("confirm")),
            Map.entry("misconfigured", new Misconfigured("status 401")),
            Map.entry("timedOut", new TimedOut("timeout")),
            Map.entry("unknown", Unknown.because("status 500")));

    private final OpenResultRules repeats =
            new OpenResultRules(new CallBackoff(Duration.ofMillis(200), Duration.ofSeconds(30), new Random(1)));
    private final CardResultRules rules = new CardResultRules(repeats, CHALLENGE_TIME);
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
        "gone, 1, EXPIRED, CaptureRefused",
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

    @ParameterizedTest
    @CsvSource({
        "approved, 1, EXPIRED",
        "gone, 1, EXPIRED",
        "declined, 1, EXPIRING",
        "conflict, 4, EXPIRING",
        "unknown, 9, EXPIRING"
    })
    void theReleaseOfAHoldIsToldToNobody(String answer, int attempt, String status) {
        Payment expiring = requested().authorized("ref_1").expiring(due(attempt));
        assertOutcome(expiring, CardCall.owedBy(expiring), answer, status, null);
    }

    @ParameterizedTest
    @CsvSource({
        "approved, 1, DECLINED, PaymentDeclined",
        "gone, 4, CANCELLING,",
        "gone, 5, DECLINED, PaymentDeclined",
        "declined, 1, CANCELLING,",
        "unknown, 9, CANCELLING,"
    })
    void theCancellationOfAChallenge(String answer, int attempt, String status, String reply) {
        Payment cancelling = requested().challenged(Duration.ZERO, due()).cancelling(due(attempt));
        assertOutcome(cancelling, CardCall.owedBy(cancelling), answer, status, reply);
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

    private void assertOutcome(Payment before, CardCall call, String answer, String status, @Nullable String reply) {
        PaymentOutcome outcome = rules.outcome(before, (CardCall.PaymentCall) call, answer(answer));

        assertThat(outcome.payment().status().name()).isEqualTo(status);
        Reply sent = outcome.reply();
        assertThat(sent == null ? null : sent.getClass().getSimpleName()).isEqualTo(reply);
        if (sent instanceof Reply.Refusal refusal && !status.equals("DECLINED")) {
            assertThat(refusal.toString()).contains(answer);
        }
    }

    private static CardAnswer answer(String name) {
        CardAnswer answer = ANSWERS.get(name);
        assertThat(answer).as(name).isNotNull();
        return answer;
    }

    private static Payment requested() {
        return Payment.requested(CHECKOUT, new Card(1998, "EUR", "tok_ok"), due(), null);
    }

    private static Payment attempt(Payment payment, int attempt) {
        return payment.with(due(attempt));
    }

    private static PendingCall due() {
        return due(1);
    }

    private static PendingCall due(int attempt) {
        return new PendingCall(attempt, Duration.ZERO, null, PaymentReplyAddress.NOBODY);
    }
}
