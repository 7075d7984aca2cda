package checkout.payment.card;

import checkout.contracts.Reply;
import checkout.messaging.Effects;
import checkout.payment.card.CardResultRules.PaymentOutcome;
import checkout.payment.ledger.CardPostings;
import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.Reauthorize;
import checkout.payment.provider.CardCall.ReleaseHold;
import checkout.payment.provider.CardCall.ResolveChallenge;
import checkout.payment.provider.CardCall.VoidAll;
import checkout.payment.provider.CardSettings;
import checkout.payment.refund.Refund;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies the results of a batch of calls to locked payments and refunds, and collects what changes. */
final class CardResultBatch {
    private static final Logger log = LoggerFactory.getLogger(CardResultBatch.class);

    private final Map<UUID, Payment> payments;
    private final Map<UUID, Refund> refunds;
    private final CardResultRules rules;
    private final RefundResultRules refundRules;
    private final Map<UUID, Payment> changedPayments = new HashMap<>();
    private final Map<UUID, Refund> changedRefunds = new HashMap<>(0);
    private final CardPostings postings = new CardPostings();
    private final Effects effects = new Effects();

    /**
     * @param payments by checkout id
     * @param refunds by return id
     */
    CardResultBatch(
            Map<UUID, Payment> payments, Map<UUID, Refund> refunds, CallBackoff backoff, CardSettings settings) {
        this.payments = new HashMap<>(payments);
        this.refunds = new HashMap<>(refunds);
        OpenResultRules openRules = new OpenResultRules(backoff);
        this.rules = new CardResultRules(openRules, settings.challenge(), settings.timeout());
        this.refundRules = new RefundResultRules(openRules);
    }

    /** @param receivedAt by {@link System#nanoTime()} */
    record CallResult(CardCall call, CardAnswer answer, long receivedAt) {}

    /** Whether the rows that this call's result changes are locked. */
    boolean holds(CardCall call) {
        return payments.containsKey(call.checkoutId())
                && switch (call) {
                    case CardCall.PaymentCall payment -> true;
                    case CardCall.RefundReturn refund -> refunds.containsKey(refund.returnId());
                };
    }

    void apply(CallResult result) {
        switch (result.call()) {
            case CardCall.PaymentCall call -> apply(call, result.answer());
            case CardCall.RefundReturn call -> apply(call, result.answer());
        }
    }

    private void apply(CardCall.PaymentCall call, CardAnswer answer) {
        Payment before = payment(call.checkoutId());
        if (!awaits(before, call)) {
            // such as an authorization that was voided meanwhile: the void decides
            logIgnored(call, before.status());
            return;
        }
        PaymentOutcome outcome = rules.outcome(before, call, answer);
        change(outcome.payment());
        postings.add(outcome.payment());
        if (outcome.reply() != null) {
            reply(before.owedCall().replyTo(), call.checkoutId(), outcome.reply());
        }
    }

    private void apply(CardCall.RefundReturn call, CardAnswer answer) {
        Refund before = Objects.requireNonNull(refunds.get(call.returnId()), "the caller asks holds(call) first");
        if (before.status() != RefundStatus.REQUESTED) {
            logIgnored(call, before.status());
            return;
        }
        Refund after = refundRules.outcome(before, call, answer);
        if (after.status() == RefundStatus.DECLINED) {
            change(payment(call.checkoutId()).refundDeclined(before.amount().minorUnits()));
        }
        refunds.put(after.returnId(), after);
        changedRefunds.put(after.returnId(), after);
        postings.add(after);
        if (after.pendingCall() == null) {
            reply(before.owedCall().replyTo(), after.checkoutId(), after.reply());
        }
    }

    private Payment payment(UUID checkoutId) {
        return Objects.requireNonNull(payments.get(checkoutId), "the caller asks holds(call) first");
    }

    private void change(Payment after) {
        payments.put(after.checkoutId(), after);
        changedPayments.put(after.checkoutId(), after);
    }

    private void reply(PaymentReplyAddress replyTo, UUID checkoutId, Reply reply) {
        effects.send(checkoutId, reply, replyTo.correlation(), replyTo.traceparent());
    }

    private static void logIgnored(CardCall call, Enum<?> status) {
        log.info(
                "The result of {} for checkout {} is ignored, because its status is {} by now",
                call.resource(),
                call.checkoutId(),
                status);
    }

    /** Whether the payment waits for the result of this call, and not of one that was made after a later refusal. */
    private static boolean awaits(Payment payment, CardCall.PaymentCall call) {
        PaymentStatus status = payment.status();
        return call.refusals() == payment.refusals()
                && switch (call) {
                    case Authorize authorize -> status == PaymentStatus.REQUESTED;
                    case ResolveChallenge challenge -> status == PaymentStatus.PENDING_CUSTOMER;
                    case Reauthorize again -> status == PaymentStatus.REAUTHORIZING;
                    case Capture capture -> status == PaymentStatus.CAPTURING;
                    case VoidAll voidAll -> status == PaymentStatus.VOIDING || status == PaymentStatus.CANCELLING;
                    case ReleaseHold release -> status == PaymentStatus.EXPIRING;
                };
    }

    Collection<Payment> changedPayments() {
        return changedPayments.values();
    }

    Collection<Refund> changedRefunds() {
        return changedRefunds.values();
    }

    /** What the results move in the ledger. */
    CardPostings postings() {
        return postings;
    }

    /** The replies; the caller adds the writes. */
    Effects effects() {
        return effects;
    }
}
