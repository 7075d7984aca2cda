package checkout.payment.card;

import checkout.payment.card.CardResultBatch.CallResult;
import checkout.payment.limit.CallPermits;
import checkout.payment.limit.CallQueue;
import checkout.payment.limit.CardCallMetrics;
import checkout.payment.limit.ProviderPause;
import checkout.payment.limit.SharedCallRate;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardProvider;
import checkout.payment.provider.CardSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the due calls to the card provider, as many as permits, rate and the provider's own requests to wait allow.
 *
 * <p>A first call, a retry and a call interrupted by a crash all look the same: a row that is due. So nothing is lost with
 * this process, and any number of instances can share the work.
 */
@Component
class CardCallDispatcher {
    private static final Logger log = LoggerFactory.getLogger(CardCallDispatcher.class);

    private final CardCallQueues queues;
    private final CardProvider provider;
    private final CardSettings settings;
    private final CardProviderHealth health;
    private final ProviderPause pause;
    private final SharedCallRate rate;
    private final CardCallMetrics callMetrics;
    private final BlockingQueue<CallResult> results = new LinkedBlockingQueue<>();
    private int firstSearched;

    CardCallDispatcher(
            CardCallQueues queues,
            CardProvider provider,
            CardSettings settings,
            CardProviderHealth health,
            ProviderPause pause,
            SharedCallRate rate,
            CardCallMetrics callMetrics) {
        this.queues = queues;
        this.provider = provider;
        this.settings = settings;
        this.health = health;
        this.pause = pause;
        this.rate = rate;
        this.callMetrics = callMetrics;
    }

    /** Says that a refund owes a call. Otherwise refunds are only looked for once per sweep interval. */
    void refundsAreDue() {
        queues.refunds().isDue();
    }

    /** Says that a repeated call has become due before its time. */
    void repeatsAreDue() {
        queues.repeatedPayments().isDue();
    }

    /** Begins due calls. Returns how long to wait before the next search, unless somebody says that a call is due. */
    Duration begin(Runnable onResult) {
        Duration paused = pause.remaining();
        if (paused.isPositive()) {
            return paused.compareTo(settings.sweepEvery()) < 0 ? paused : settings.sweepEvery();
        }
        Duration wait = settings.sweepEvery();
        queues.payments().isDue();
        for (CallQueue queue : inOrder()) {
            if (queue.shouldBeSearched()) {
                Duration next = begin(queue, onResult);
                if (next.compareTo(settings.sweepEvery()) < 0) {
                    queue.isDue();
                }
                wait = next.compareTo(wait) < 0 ? next : wait;
            }
        }
        return wait;
    }

    /** While the rate is limited, each queue in turn comes first, so that none is left with nothing for ever. */
    private List<CallQueue> inOrder() {
        if (!rate.isLimited()) {
            return queues.all();
        }
        List<CallQueue> rotated = new ArrayList<>(queues.all());
        Collections.rotate(rotated, firstSearched++);
        return rotated;
    }

    /** Begins due calls of a queue. Returns how long to wait before it is searched again. */
    private Duration begin(CallQueue queue, Runnable onResult) {
        CallPermits permits = queue.permits();
        int acquired = permits.acquire();
        if (acquired == 0) {
            // a call that turns out to be slow gives its permit back, and nobody says so
            return shorter(settings.slowAfter().dividedBy(4));
        }
        int begun = 0;
        try {
            SharedCallRate.Taken<CardCall> taken =
                    rate.take(acquired, queue.attempts().requests(), queue::takeDue);
            for (CardCall call : taken.calls()) {
                begun++;
                send(call, permits, onResult);
            }
            if (taken.mayBeMore()) {
                return shorter(rate.interval());
            }
        } finally {
            permits.releaseUnused(acquired - begun);
        }
        // calls of other cards may be due behind those of a card that gets no more permits
        boolean cardExhausted = begun > 0 && !permits.perCard().exhausted().isEmpty();
        return begun == acquired || cardExhausted ? Duration.ZERO : settings.sweepEvery();
    }

    private Duration shorter(Duration wait) {
        return wait.compareTo(settings.sweepEvery()) < 0 ? wait : settings.sweepEvery();
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
        return results.isEmpty()
                && queues.all().stream().allMatch(queue -> queue.permits().allFree());
    }

    private void send(CardCall call, CallPermits permits, Runnable onResult) {
        CallPermits.Permit permit = permits.begin(call);
        long begun = System.nanoTime();
        CompletableFuture<CardAnswer> sent =
                CompletableFuture.completedFuture(call).thenCompose(provider::send);
        CompletableFuture<Void> unused = sent.exceptionally(failure -> unknown(call, failure))
                .thenAccept(answer -> {
                    long now = System.nanoTime();
                    results.add(new CallResult(call, answer, now));
                    pause.heed(answer);
                    permit.answered(answer, now - begun);
                    health.record(answer);
                    callMetrics.record(call, answer, Duration.ofNanos(now - begun));
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
}
