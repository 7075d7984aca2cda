package checkout.payment.card;

import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardProvider;
import checkout.payment.provider.CardSettings;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payments;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Makes the due calls to the card provider. Calls for payments and calls for refunds have permits of their own, so that
 * neither kind keeps the other waiting.
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
    private final CardSettings settings;
    private final CardProviderHealth health;
    private final MeterRegistry meters;
    private final CallPermits paymentPermits;
    private final CallPermits refundPermits;
    private final BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
    private final AtomicBoolean refundsDue = new AtomicBoolean(true);
    private long lastRefundSweep = System.nanoTime();

    CardCallDispatcher(
            Payments payments,
            Refunds refunds,
            CardProvider provider,
            @Qualifier("paymentBreaker") CircuitBreaker paymentBreaker,
            @Qualifier("refundBreaker") CircuitBreaker refundBreaker,
            CardSettings settings,
            CardProviderHealth health,
            MeterRegistry meters) {
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
        this.settings = settings;
        this.health = health;
        this.meters = meters;
        this.paymentPermits = new CallPermits(settings.concurrency(), paymentBreaker);
        this.refundPermits = new CallPermits(settings.refundConcurrency(), refundBreaker);
    }

    /** Says that a refund owes a call. Otherwise refunds are only looked for once per sweep interval. */
    void refundsAreDue() {
        refundsDue.set(true);
    }

    /** Begins due calls. Returns true if more may be due than there were permits for. */
    boolean begin(Runnable onResult) {
        boolean moreRefunds = areRefundsDue() && beginRefunds(onResult);
        int permits = paymentPermits.acquire();
        return begin(permits, paymentPermits, this::takeDuePayments, onResult) || moreRefunds;
    }

    private boolean beginRefunds(Runnable onResult) {
        int permits = refundPermits.acquire();
        boolean more = begin(permits, refundPermits, this::takeDueRefunds, onResult);
        if (more || permits == 0) {
            refundsDue.set(true);
        }
        return more;
    }

    private boolean areRefundsDue() {
        boolean sweep =
                System.nanoTime() - lastRefundSweep >= settings.sweepEvery().toNanos();
        if (refundsDue.getAndSet(false) || sweep) {
            lastRefundSweep = System.nanoTime();
            return true;
        }
        return false;
    }

    /** Begins due calls with the permits that were acquired; true if all were used. */
    private boolean begin(int acquired, CallPermits permits, IntFunction<List<CardCall>> takeDue, Runnable onResult) {
        if (acquired == 0) {
            return false;
        }
        int begun = 0;
        try {
            for (CardCall call : takeDue.apply(acquired)) {
                begun++;
                send(call, permits, onResult);
            }
        } finally {
            permits.releaseUnused(acquired - begun);
        }
        return begun == acquired;
    }

    private List<CardCall> takeDuePayments(int limit) {
        return payments.takeDue(settings.lease(), limit).stream()
                .map(CardCall::owedBy)
                .toList();
    }

    private List<CardCall> takeDueRefunds(int limit) {
        return refunds.takeDue(settings.lease(), limit).stream()
                .map(CardCall::owedBy)
                .toList();
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
        return paymentPermits.allFree() && refundPermits.allFree() && results.isEmpty();
    }

    private void send(CardCall call, CallPermits permits, Runnable onResult) {
        long begun = System.nanoTime();
        CompletableFuture<CardAnswer> sent =
                CompletableFuture.completedFuture(call).thenCompose(provider::send);
        CompletableFuture<Void> unused = sent.exceptionally(failure -> unknown(call, failure))
                .thenAccept(answer -> {
                    long now = System.nanoTime();
                    results.add(new CallResult(call, answer, now));
                    permits.answered(answer, now - begun);
                    health.record(answer);
                    count(call, answer);
                    onResult.run();
                });
    }

    private void count(CardCall call, CardAnswer answer) {
        String outcome = answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("checkout.card.calls", "resource", call.resource(), "outcome", outcome)
                .increment();
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
}
