package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardCall;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** If this fails, money stays held that was given up, or counts as given back although the provider has it. */
class ReleaseResultRulesTest extends ResultRulesTestBase {
    @ParameterizedTest
    @CsvSource({
        "approved, 1, EXPIRED",
        "gone, 1, EXPIRING",
        "gone, 5, EXPIRING",
        "captured, 1, AUTHORIZED",
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

    @ParameterizedTest
    @CsvSource({
        "approved, 1, VOIDED, PaymentVoided",
        "declined, 1, VOIDING, VoidRefused",
        "invalid, 1, VOIDING, VoidRefused",
        "gone, 1, VOIDING,",
        "gone, 4, VOIDING,",
        "gone, 5, VOIDING, VoidRefused",
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

    /** Our own call may be open for as long; only then is nothing of it known any more. */
    @Test
    void anAuthorizationThatMayStillBeOnItsWayIsAskedForOnceItsCallHasEnded() {
        for (int i = 0; i < 50; i++) {
            Payment voiding = requested().voiding(due(4));
            CardCall.PaymentCall call = (CardCall.PaymentCall) CardCall.owedBy(voiding);
            PendingCall next =
                    rules.outcome(voiding, call, answer("gone")).payment().owedCall();
            assertThat(next.dueIn()).isGreaterThanOrEqualTo(CALL_TIMEOUT);
        }
    }

    @Test
    void aHoldWhoseMoneyIsCapturedNeverEnds() {
        Payment expiring = Payment.requested(CHECKOUT, new Card(1998, "EUR", "tok_ok"), due(), Duration.ofDays(6))
                .authorized("ref_1")
                .expiring(due());
        CardCall.PaymentCall call = (CardCall.PaymentCall) CardCall.owedBy(expiring);
        Payment kept = rules.outcome(expiring, call, answer("captured")).payment();

        assertThat(kept.deadlines().holdEndsIn()).isNull();
        assertThat(kept.deadlines().holdFor()).isEqualTo(Duration.ofDays(6));
        assertThat(kept.pendingCall()).isNull();
    }
}
