package checkout.payment.card;

import checkout.contracts.Reply;
import checkout.messaging.Effects;
import checkout.payment.card.CardAnswer.Declined;
import checkout.payment.card.CardAnswer.Done;
import checkout.payment.card.CardAnswer.Unknown;
import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.refund.Refund;
import checkout.payment.refund.RefundStatus;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
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
    private final CallBackoff backoff;
    private final Instant now;
    private final Map<UUID, Payment> changedPayments = new HashMap<>();
    private final Map<UUID, Refund> changedRefunds = new HashMap<>(0);
    private final Effects effects = new Effects();

    /**
     * @param payments by checkout id
     * @param refunds by return id
     */
    CardResultBatch(Map<UUID, Payment> payments, Map<UUID, Refund> refunds, CallBackoff backoff, Instant now) {
        this.payments = new HashMap<>(payments);
        this.refunds = new HashMap<>(refunds);
        this.backoff = backoff;
        this.now = now;
    }

    record CallResult(CardCall call, CardAnswer answer) {}

    void apply(CallResult result) {
        switch (result.call()) {
            case CardCall.PaymentCall call -> apply(call, result.answer());
            case CardCall.RefundReturn call -> apply(call, result.answer());
        }
    }

    private void apply(CardCall.PaymentCall call, CardAnswer answer) {
        Payment before = payment(call.checkoutId());
        if (before.status() != statusAwaiting(call)) {
            // such as an authorization that was voided meanwhile: the void decides
            logIgnored(call, before.status());
            return;
        }
        Payment after =
                switch (answer) {
                    case Done done -> done(before, call, done.reference());
                    case Declined declined -> declined(before, call, declined.reason());
                    case Unknown unknown -> before.with(retry(before.owedCall(), call, unknown));
                };
        change(after);
        if (after.pendingCall() == null) {
            reply(before.owedCall().replyTo(), after.checkoutId(), after.reply());
        }
    }

    private static Payment done(Payment payment, CardCall.PaymentCall call, String reference) {
        return switch (call) {
            case CardCall.Authorize authorize -> payment.authorized(reference);
            case CardCall.Capture capture -> payment.captured();
            case CardCall.VoidAll voidAll -> payment.voided();
        };
    }

    /** What was authorized must be captured or voided in the end, so only a declined authorization is final. */
    private Payment declined(Payment payment, CardCall.PaymentCall call, String reason) {
        Unknown unknown = Unknown.because("declined: " + reason);
        return switch (call) {
            case CardCall.Authorize authorize -> payment.declined(reason);
            case CardCall.Capture capture -> payment.with(retry(payment.owedCall(), call, unknown));
            case CardCall.VoidAll voidAll -> payment.with(retry(payment.owedCall(), call, unknown));
        };
    }

    private void apply(CardCall.RefundReturn call, CardAnswer answer) {
        Refund before = Objects.requireNonNull(refunds.get(call.returnId()), "a refund is never deleted");
        if (before.status() != RefundStatus.REQUESTED) {
            logIgnored(call, before.status());
            return;
        }
        Refund after =
                switch (answer) {
                    case Done done -> before.refunded();
                    case Declined declined -> {
                        change(payment(call.checkoutId())
                                .refundDeclined(before.amount().minorUnits()));
                        yield before.declined(declined.reason());
                    }
                    case Unknown unknown -> before.with(retry(before.owedCall(), call, unknown));
                };
        refunds.put(after.returnId(), after);
        changedRefunds.put(after.returnId(), after);
        if (after.pendingCall() == null) {
            reply(before.owedCall().replyTo(), after.checkoutId(), after.reply());
        }
    }

    private Payment payment(UUID checkoutId) {
        return Objects.requireNonNull(payments.get(checkoutId), "a payment is never deleted");
    }

    private void change(Payment after) {
        payments.put(after.checkoutId(), after);
        changedPayments.put(after.checkoutId(), after);
    }

    private void reply(PaymentReplyAddress replyTo, UUID checkoutId, Reply reply) {
        effects.send(checkoutId, reply, replyTo.correlation(), replyTo.traceparent());
    }

    private PendingCall retry(PendingCall owed, CardCall call, Unknown unknown) {
        Duration wait = backoff.after(call.attempt());
        if (wait.compareTo(unknown.notBefore()) < 0) {
            wait = unknown.notBefore().plus(wait);
        }
        log.info(
                "The result of {} for checkout {} is unknown ({}); the call is repeated in {} ms",
                call.resource(),
                call.checkoutId(),
                unknown.error(),
                wait.toMillis());
        return owed.postponed(now.plus(wait), unknown.error());
    }

    private static void logIgnored(CardCall call, Enum<?> status) {
        log.info(
                "The result of {} for checkout {} is ignored, because its status is {} by now",
                call.resource(),
                call.checkoutId(),
                status);
    }

    /** The status in which a payment waits for the result of this call. */
    private static PaymentStatus statusAwaiting(CardCall.PaymentCall call) {
        return switch (call) {
            case CardCall.Authorize authorize -> PaymentStatus.REQUESTED;
            case CardCall.Capture capture -> PaymentStatus.CAPTURING;
            case CardCall.VoidAll voidAll -> PaymentStatus.VOIDING;
        };
    }

    Collection<Payment> changedPayments() {
        return changedPayments.values();
    }

    Collection<Refund> changedRefunds() {
        return changedRefunds.values();
    }

    /** The replies; the caller adds the writes. */
    Effects effects() {
        return effects;
    }
}
