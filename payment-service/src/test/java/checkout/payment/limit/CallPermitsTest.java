package checkout.payment.card;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.provider.CardAnswer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.junit.jupiter.api.Test;

/** If this fails, calls of one kind keep those of the other waiting, or a provider that is down is called without end. */
class CallPermitsTest {
    private final CardConfiguration configuration = new CardConfiguration();
    private final CircuitBreaker paymentBreaker = configuration.paymentBreaker();
    private final CircuitBreaker refundBreaker = configuration.refundBreaker();
    private final CallPermits payments = new CallPermits(64, paymentBreaker);
    private final CallPermits refunds = new CallPermits(16, refundBreaker);

    @Test
    void refundsThatHangLeaveThePaymentsAllTheirPermits() {
        assertThat(refunds.acquire()).isEqualTo(16);
        assertThat(refunds.acquire()).isZero();

        assertThat(payments.acquire()).isEqualTo(64);
        assertThat(refunds.allFree()).isFalse();
        refunds.releaseUnused(16);
        assertThat(refunds.allFree()).isTrue();
    }

    @Test
    void refundsThatAreNotAnsweredDoNotStopThePayments() {
        fail(refunds, CardAnswer.Unknown.because("status 500"));

        assertThat(refundBreaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(refunds.acquire()).isZero();
        assertThat(payments.acquire()).isEqualTo(64);
    }

    @Test
    void aProviderThatRejectsTheServiceIsCalledLess() {
        fail(payments, new CardAnswer.Misconfigured("status 401"));

        assertThat(payments.acquire()).isZero();
    }

    @Test
    void refusalsAreAnswers() {
        fail(payments, new CardAnswer.Declined("no"));

        assertThat(payments.acquire()).isEqualTo(64);
    }

    private static void fail(CallPermits permits, CardAnswer answer) {
        for (int round = 0; round < 2; round++) {
            int acquired = permits.acquire();
            for (int i = 0; i < acquired; i++) {
                permits.answered(answer, 1_000);
            }
        }
    }
}
