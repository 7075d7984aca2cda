package checkout.payment.card;

import checkout.payment.limit.CallPermits;
import checkout.payment.limit.CallQueue;
import checkout.payment.pending.AttemptKind;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardSettings;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payments;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The queues of due calls. First and repeated calls, and calls for payments and for refunds, have permits of their own, so
 * that none of them keeps another waiting.
 */
@Component
class CardCallQueues {
    /** Slow calls cost a connection each and nothing else, so there may be more of them. */
    private static final int SLOW_PER_QUICK = 3;

    private final CallQueue payments;
    private final CallQueue repeatedPayments;
    private final CallQueue refunds;
    private final CallQueue repeatedRefunds;

    CardCallQueues(
            Payments payments,
            Refunds refunds,
            @Qualifier("paymentBreaker") CircuitBreaker paymentBreaker,
            @Qualifier("refundBreaker") CircuitBreaker refundBreaker,
            CardSettings settings) {
        CallQueue.Source duePayments =
                (attempts, limit, perCard) -> payments.takeDue(attempts, settings.lease(), limit, perCard).stream()
                        .map(CardCall::owedBy)
                        .toList();
        CallQueue.Source dueRefunds =
                (attempts, limit, perCard) -> refunds.takeDue(attempts, settings.lease(), limit).stream()
                        .map(CardCall::owedBy)
                        .toList();
        int most = settings.concurrency();
        int repeats = settings.repeatConcurrency();
        int mostRefunds = settings.refundConcurrency();
        this.payments = queue(AttemptKind.FIRST, most, SLOW_PER_QUICK * most, paymentBreaker, settings, duePayments);
        this.repeatedPayments = queue(AttemptKind.REPEATED, repeats, 0, paymentBreaker, settings, duePayments);
        this.refunds = queue(
                AttemptKind.FIRST, mostRefunds, SLOW_PER_QUICK * mostRefunds, refundBreaker, settings, dueRefunds);
        this.repeatedRefunds =
                queue(AttemptKind.REPEATED, Math.max(1, mostRefunds / 2), 0, refundBreaker, settings, dueRefunds);
    }

    private static CallQueue queue(
            AttemptKind attempts,
            int max,
            int maxSlow,
            CircuitBreaker breaker,
            CardSettings settings,
            CallQueue.Source source) {
        CallPermits permits = new CallPermits(max, maxSlow, settings.slowAfter(), breaker);
        return new CallQueue(attempts, permits, settings.sweepEvery(), source);
    }

    /** In the order in which they are searched. */
    List<CallQueue> all() {
        return List.of(payments, repeatedPayments, refunds, repeatedRefunds);
    }

    /** The queue that grows with each checkout. */
    CallQueue payments() {
        return payments;
    }

    CallQueue repeatedPayments() {
        return repeatedPayments;
    }

    CallQueue refunds() {
        return refunds;
    }
}
