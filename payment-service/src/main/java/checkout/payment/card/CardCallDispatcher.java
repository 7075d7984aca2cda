package checkout.payment.card;

import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payments;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the due calls to the card provider, up to a maximum number at once.
 *
 * <p>A first call, a retry and a call interrupted by a crash all look the same: a row that is due. So nothing is lost with
 * this process, and any number of instances can share the work.
 */
@Component
class CardCallDispatcher {
    private static final Logger log = LoggerFactory.getLogger(CardCallDispatcher.class);

    private final Payments payments;
    private final Refunds refunds;
    private final CardProvider provider;
    private final CircuitBreaker breaker;
    private final CardSettings settings;
    private final Clock clock;
    private final Semaphore free;
    private final BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
    private final AtomicBoolean refundsDue = new AtomicBoolean(true);
    private long lastRefundSweep = System.nanoTime();

    CardCallDispatcher(
            Payments payments,
            Refunds refunds,
            CardProvider provider,
            CircuitBreaker breaker,
            CardSettings settings,
            Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
        this.breaker = breaker;
        this.settings = settings;
        this.clock = clock;
        this.free = new Semaphore(settings.concurrency());
    }

    /** Says that a refund owes a call. Otherwise refunds are only looked for once per sweep interval. */
    void refundsAreDue() {
        refundsDue.set(true);
    }

    /** Begins due calls. Returns true if more may be due than there were permits for. */
    boolean begin(Runnable onResult) {
        int permits = acquirePermits();
        if (permits == 0) {
            return false;
        }
        int begun = 0;
        try {
            for (CardCall call : takeDue(permits)) {
                begun++;
                send(call, onResult);
            }
        } finally {
            releasePermits(permits - begun);
        }
        return begun == permits || refundsDue.get();
    }

    /** Refunds come first but get only half of the permits, so that neither kind of call keeps the other waiting. */
    private List<CardCall> takeDue(int limit) {
        Instant now = clock.instant();
        Instant until = now.plus(settings.lease());
        List<CardCall> due = new ArrayList<>();
        if (refundsDue.getAndSet(false)
                || System.nanoTime() - lastRefundSweep >= settings.sweepEvery().toNanos()) {
            lastRefundSweep = System.nanoTime();
            int refundLimit = Math.max(1, limit / 2);
            refunds.takeDue(now, until, refundLimit).forEach(refund -> due.add(CardCall.owedBy(refund)));
            if (due.size() == refundLimit) {
                refundsDue.set(true);
            }
        }
        payments.takeDue(now, until, limit - due.size()).forEach(payment -> due.add(CardCall.owedBy(payment)));
        return due;
    }

    /** The results that have arrived; waits up to {@code millis} for the first. */
    List<CallResult> results(long millis) throws InterruptedException {
        CallResult first = results.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<CallResult> all = new ArrayList<>(List.of(first));
        results.drainTo(all);
        return all;
    }

    boolean idle() {
        return free.availablePermits() == settings.concurrency() && results.isEmpty();
    }

    private void send(CardCall call, Runnable onResult) {
        long begun = System.nanoTime();
        CompletableFuture<CardAnswer> sent =
                CompletableFuture.completedFuture(call).thenCompose(provider::send);
        CompletableFuture<Void> unused = sent.exceptionally(failure -> unknown(call, failure))
                .thenAccept(answer -> {
                    recordOutcome(answer, System.nanoTime() - begun);
                    results.add(new CallResult(call, answer));
                    free.release();
                    onResult.run();
                });
    }

    /** Whatever failed on our side, the call must be repeated and its permit released. */
    private static CardAnswer unknown(CardCall call, Throwable failure) {
        log.error(
                "The call to {} for checkout {} could not be made; it is repeated after a wait",
                call.resource(),
                call.checkoutId(),
                failure);
        return CardAnswer.Unknown.because(failure.toString());
    }

    /** A refusal and a request to wait are answers; only missing answers open the breaker. */
    private void recordOutcome(CardAnswer answer, long nanos) {
        if (answer instanceof CardAnswer.Unknown unknown && unknown.notBefore().isZero()) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoAnswer(unknown.error()));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Acquires as many permits as are free and the breaker allows; calls that get none stay due. */
    private int acquirePermits() {
        int permits = 0;
        while (permits < settings.concurrency() && free.tryAcquire()) {
            if (!breaker.tryAcquirePermission()) {
                free.release();
                break;
            }
            permits++;
        }
        return permits;
    }

    private void releasePermits(int permits) {
        for (int i = 0; i < permits; i++) {
            breaker.releasePermission();
            free.release();
        }
    }

    private static final class NoAnswer extends Exception {
        NoAnswer(String error) {
            super(error, null, false, false);
        }
    }
}
