package checkout.payment.limit;

import checkout.payment.pending.PerCardLimit;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls of one kind may begin: up to a maximum number at once, half of it at most with the same card, and few while
 * the provider does not answer calls of this kind. Calls of different kinds do not take each other's permits.
 *
 * <p>A call that turns out to be slow swaps its permit for one of the slow calls, as long as there are any. So cards that
 * hang, however many, keep the others waiting for no longer than it takes to see that they are slow.
 */
public final class CallPermits {
    private final Semaphore free;
    private final Semaphore freeForSlow;
    private final int max;
    private final int maxSlow;
    private final long slowAfter;
    private final CircuitBreaker breaker;
    private final Set<Permit> quick = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> quickByCard = new ConcurrentHashMap<>();

    /** @param maxSlow how many slow calls may be under way besides the others */
    public CallPermits(int max, int maxSlow, Duration slowAfter, CircuitBreaker breaker) {
        this.free = new Semaphore(max);
        this.freeForSlow = new Semaphore(maxSlow);
        this.max = max;
        this.maxSlow = maxSlow;
        this.slowAfter = slowAfter.toNanos();
        this.breaker = breaker;
    }

    /** The permit of a call under way. */
    public final class Permit {
        private final long begun = System.nanoTime();
        private final CardCall call;
        private boolean slow;
        private boolean ended;

        private Permit(CardCall call) {
            this.call = call;
        }

        /** Returns the permit; the answer tells whether the provider works. */
        public void answered(CardAnswer answer, long nanos) {
            tell(answer, nanos);
            end();
        }

        private synchronized void end() {
            ended = true;
            if (slow) {
                freeForSlow.release();
            } else {
                returnToQuick();
            }
        }

        private synchronized void moveIfSlow(long now) {
            if (!slow && !ended && now - begun >= slowAfter && freeForSlow.tryAcquire()) {
                slow = true;
                returnToQuick();
            }
        }

        private void returnToQuick() {
            quick.remove(this);
            countCard(call, -1);
            free.release();
        }
    }

    /** Acquires as many permits as are free and the breaker allows; calls that get none stay due. */
    public int acquire() {
        long now = System.nanoTime();
        quick.forEach(permit -> permit.moveIfSlow(now));
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

    public void releaseUnused(int permits) {
        for (int i = 0; i < permits; i++) {
            breaker.releasePermission();
            free.release();
        }
    }

    /** Uses one of the permits that were acquired. */
    public Permit begin(CardCall call) {
        Permit permit = new Permit(call);
        countCard(call, 1);
        quick.add(permit);
        return permit;
    }

    /** How many calls of a card may be begun at once; together with those under way that are not slow, they are no more than half of all. */
    public PerCardLimit perCard() {
        int atOnce = Math.max(1, max / 4);
        Set<String> exhausted = new HashSet<>(0);
        quickByCard.forEach((card, calls) -> {
            if (calls + atOnce > Math.max(1, max / 2)) {
                exhausted.add(card);
            }
        });
        return new PerCardLimit(atOnce, exhausted);
    }

    private void countCard(CardCall call, int more) {
        String card = call.token();
        if (card != null) {
            quickByCard.merge(card, more, (before, change) -> before + change == 0 ? null : before + change);
        }
    }

    /**
     * Tells the breaker of an answer. A refusal and a request to wait are answers. A call that takes too long says something
     * about a card and nothing about the provider: the permits limit how many of those there are.
     */
    private void tell(CardAnswer answer, long nanos) {
        switch (answer) {
            case CardAnswer.Unknown unknown when unknown.notBefore().isZero() -> failed(unknown, nanos);
            case CardAnswer.Misconfigured misconfigured -> failed(misconfigured, nanos);
            case CardAnswer.TimedOut timedOut -> breaker.releasePermission();
            case CardAnswer.Unknown wait -> succeeded(nanos);
            case CardAnswer.Approved approved -> succeeded(nanos);
            case CardAnswer.Declined declined -> succeeded(nanos);
            case CardAnswer.Expired expired -> succeeded(nanos);
            case CardAnswer.NothingToCharge nothing -> succeeded(nanos);
            case CardAnswer.AlreadyCaptured captured -> succeeded(nanos);
            case CardAnswer.Invalid invalid -> succeeded(nanos);
            case CardAnswer.Gone gone -> succeeded(nanos);
            case CardAnswer.Conflict conflict -> succeeded(nanos);
            case CardAnswer.Pending pending -> succeeded(nanos);
            case CardAnswer.ChallengeRequired challenge -> succeeded(nanos);
        }
    }

    private void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    private void failed(CardAnswer answer, long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, new NoAnswer(answer.text()));
    }

    public boolean allFree() {
        return free.availablePermits() == max && freeForSlow.availablePermits() == maxSlow;
    }

    private static final class NoAnswer extends Exception {
        NoAnswer(String error) {
            super(error, null, false, false);
        }
    }
}
