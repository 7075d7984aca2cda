package checkout.payment.card;

import checkout.payment.card.CardResultWriter.Answered;
import checkout.payment.payments.Payment;
import checkout.payment.payments.Payments;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes the calls that are due, as many at once as there may be.
 *
 * <p>First calls, retries and what a crash left behind come the same way: a row is due. So nothing depends on this
 * process living on, and any number of instances can share the work.
 */
@Component
class CardCallDispatcher {
    private static final Logger log = LoggerFactory.getLogger(CardCallDispatcher.class);

    private final Payments payments;
    private final CardProvider network;
    private final CircuitBreaker breaker;
    private final CardSettings settings;
    private final Clock clock;
    private final Semaphore free;
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();

    CardCallDispatcher(
            Payments payments, CardProvider network, CircuitBreaker breaker, CardSettings settings, Clock clock) {
        this.payments = payments;
        this.network = network;
        this.breaker = breaker;
        this.settings = settings;
        this.clock = clock;
        this.free = new Semaphore(settings.concurrency());
    }

    /** Begins calls that are due; true if there may be more of them than there was room for. */
    boolean begin(Runnable onAnswer) {
        int room = reserve();
        if (room == 0) {
            return false;
        }
        int begun = 0;
        try {
            Instant now = clock.instant();
            List<Payment> due = payments.takeDue(now, now.plus(settings.lease()), room);
            for (Payment payment : due) {
                begun++;
                ask(CardCall.owedBy(payment), onAnswer);
            }
        } finally {
            giveBack(room - begun);
        }
        return begun == room;
    }

    /** Answers that came, waiting a while for the first. */
    List<Answered> answers(long millis) throws InterruptedException {
        Answered first = answers.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Answered> all = new ArrayList<>(List.of(first));
        answers.drainTo(all);
        return all;
    }

    boolean idle() {
        return free.availablePermits() == settings.concurrency() && answers.isEmpty();
    }

    private void ask(CardCall call, Runnable onAnswer) {
        long begun = System.nanoTime();
        CompletableFuture<CardAnswer> asked =
                CompletableFuture.completedFuture(call).thenCompose(network::ask);
        CompletableFuture<Void> unused = asked.exceptionally(bug -> unknown(call, bug))
                .thenAccept(answer -> {
                    judge(answer, System.nanoTime() - begun);
                    answers.add(new Answered(call, answer));
                    free.release();
                    onAnswer.run();
                });
    }

    /** Whatever went wrong on our side, the row must be asked about again and the room for the call be free again. */
    private static CardAnswer unknown(CardCall call, Throwable bug) {
        log.error(
                "The call {} for checkout {} could not be made; it will be tried again",
                call.verb(),
                call.checkoutId(),
                bug);
        return CardAnswer.Unknown.because(bug.toString());
    }

    /** A no is an answer, and so is a request for patience; silence is what opens the breaker. */
    private void judge(CardAnswer answer, long nanos) {
        if (answer instanceof CardAnswer.Unknown unknown && unknown.notBefore().isZero()) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoAnswer(unknown.error()));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Room for calls, as far as the breaker lets any through; rows that find none just stay due. */
    private int reserve() {
        int room = 0;
        while (room < settings.concurrency() && free.tryAcquire()) {
            if (!breaker.tryAcquirePermission()) {
                free.release();
                break;
            }
            room++;
        }
        return room;
    }

    private void giveBack(int room) {
        for (int i = 0; i < room; i++) {
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
