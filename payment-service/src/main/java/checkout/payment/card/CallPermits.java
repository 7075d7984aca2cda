package checkout.payment.card;

import checkout.payment.provider.CardAnswer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls of one kind may begin: up to a maximum number at once, and few while the provider does not answer calls of
 * this kind. Calls of different kinds do not take each other's permits.
 */
final class CallPermits {
    private final Semaphore free;
    private final int max;
    private final CircuitBreaker breaker;

    CallPermits(int max, CircuitBreaker breaker) {
        this.free = new Semaphore(max);
        this.max = max;
        this.breaker = breaker;
    }

    /** Acquires as many permits as are free and the breaker allows; calls that get none stay due. */
    int acquire() {
        int permits = 0;
        while (permits < max && free.tryAcquire()) {
            if (!breaker.tryAcquirePermission()) {
                free.release();
                break;
            }
            permits++;
        }
        return permits;
    }

    void releaseUnused(int permits) {
        for (int i = 0; i < permits; i++) {
            breaker.releasePermission();
            free.release();
        }
    }

    /** Releases the permit of a call that was answered. A refusal and a request to wait are answers. */
    void answered(CardAnswer answer, long nanos) {
        switch (answer) {
            case CardAnswer.Unknown unknown when unknown.notBefore().isZero() -> failed(unknown, nanos);
            case CardAnswer.Misconfigured misconfigured -> failed(misconfigured, nanos);
            case CardAnswer.Unknown wait -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Approved approved -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Declined declined -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Invalid invalid -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Gone gone -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Conflict conflict -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case CardAnswer.Pending pending -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
        free.release();
    }

    private void failed(CardAnswer answer, long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoAnswer(answer.text()));
    }

    boolean allFree() {
        return free.availablePermits() == max;
    }

    private static final class NoAnswer extends Exception {
        NoAnswer(String error) {
            super(error, null, false, false);
        }
    }
}
