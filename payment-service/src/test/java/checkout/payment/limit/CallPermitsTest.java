package checkout.payment.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import checkout.payment.limit.CallPermits.Permit;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.state.PaymentInstrument.Card;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** If this fails, calls of one kind keep those of the other waiting, or a provider that is down is called without end. */
class CallPermitsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CircuitBreaker paymentBreaker = breaker();
    private final CircuitBreaker refundBreaker = breaker();
    private final CallPermits payments = new CallPermits(64, 64, LONG, paymentBreaker);
    private final CallPermits refunds = new CallPermits(16, 16, LONG, refundBreaker);

    private static CircuitBreaker breaker() {
        return CircuitBreaker.of(
                "test",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(100)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(80)
                        .build());
    }

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

    @Test
    void cardsThatHangDoNotOpenTheBreaker() {
        fail(payments, new CardAnswer.TimedOut("timeout"));

        assertThat(paymentBreaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(payments.acquire()).isEqualTo(64);
    }

    @Test
    void oneCardGetsHalfOfThePermitsAtMost() {
        assertThat(payments.perCard().most()).isEqualTo(16);
        List<Permit> under = begin(payments, 16, i -> "tok_hanging");
        assertThat(payments.perCard().exhausted()).isEmpty();
        under.addAll(begin(payments, 16, i -> "tok_hanging"));
        assertThat(payments.perCard().exhausted()).containsExactly("tok_hanging");

        under.forEach(permit -> permit.answered(new CardAnswer.Declined("no"), 1));
        assertThat(payments.perCard().exhausted()).isEmpty();
        assertThat(payments.allFree()).isTrue();
    }

    @Test
    void slowCallsGiveTheirPermitsToOthers() {
        CallPermits permits = new CallPermits(64, 64, Duration.ofMillis(20), breaker());
        List<Permit> hanging = begin(permits, 64, i -> "tok_" + i);
        assertThat(hanging).hasSize(64);

        await().until(() -> permits.acquire() == 64);
        permits.releaseUnused(64);
        assertThat(permits.allFree()).isFalse();
        hanging.forEach(permit -> permit.answered(new CardAnswer.TimedOut("timeout"), 1));
        assertThat(permits.allFree()).isTrue();
    }

    @Test
    void slowCallsAreLimitedToo() {
        CallPermits permits = new CallPermits(4, 2, Duration.ofNanos(1), breaker());
        List<Permit> under = begin(permits, 4, i -> "tok_" + i);
        under.addAll(begin(permits, 2, i -> "tok_more" + i));

        assertThat(permits.acquire()).isZero();
        under.forEach(permit -> permit.answered(new CardAnswer.Approved("r"), 1));
        assertThat(permits.allFree()).isTrue();
    }

    private static List<Permit> begin(CallPermits permits, int calls, IntFunction<String> token) {
        int acquired = permits.acquire();
        assertThat(acquired).isGreaterThanOrEqualTo(calls);
        List<Permit> begun = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            begun.add(permits.begin(call(token.apply(i))));
        }
        permits.releaseUnused(acquired - calls);
        return begun;
    }

    private static CardCall call(String token) {
        return new CardCall.Authorize(UUID.randomUUID(), 1, null, new Card(999, "EUR", token));
    }

    private static void fail(CallPermits permits, CardAnswer answer) {
        for (int round = 0; round < 2; round++) {
            int acquired = permits.acquire();
            for (int i = 0; i < acquired; i++) {
                permits.begin(call("tok_" + i)).answered(answer, 1_000);
            }
        }
    }
}
