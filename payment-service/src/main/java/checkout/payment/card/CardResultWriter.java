package checkout.payment.card;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.payment.card.CardAnswer.Declined;
import checkout.payment.card.CardAnswer.Done;
import checkout.payment.card.CardAnswer.Unknown;
import checkout.payment.pending.ReplyAddress;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentStatus;
import checkout.payment.state.Payments;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the results of calls to the card provider and replies to the orchestrator, many results per transaction. */
@Component
class CardResultWriter {
    private static final Logger log = LoggerFactory.getLogger(CardResultWriter.class);

    private final Payments payments;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final CallBackoff backoff;
    private final Clock clock;

    CardResultWriter(
            Payments payments,
            Outbox outbox,
            PlatformTransactionManager transactions,
            CallBackoff backoff,
            Clock clock) {
        this.payments = payments;
        this.outbox = outbox;
        this.transaction = new TransactionTemplate(transactions);
        this.backoff = backoff;
        this.clock = clock;
    }

    record CallResult(CardCall call, CardAnswer answer) {}

    void write(List<CallResult> results) {
        transaction.executeWithoutResult(status -> {
            Map<UUID, Payment> known = payments.lock(results.stream()
                    .map(result -> result.call().checkoutId())
                    .distinct()
                    .toList());
            Map<UUID, Payment> changed = new HashMap<>();
            Effects effects = new Effects();
            for (CallResult result : results) {
                UUID id = result.call().checkoutId();
                Payment before = Objects.requireNonNull(known.get(id), "a payment is never deleted");
                if (before.status() != statusAwaiting(result.call())) {
                    // such as an authorization that was voided meanwhile: the void decides
                    log.info(
                            "The result of {} for checkout {} is ignored, because the payment is {} by now",
                            result.call().resource(),
                            id,
                            before.status());
                    continue;
                }
                Payment after = apply(before, result);
                known.put(id, after);
                changed.put(id, after);
                reply(before, after, effects);
            }
            payments.update(changed.values(), effects);
            outbox.send(effects);
        });
    }

    private static void reply(Payment before, Payment after, Effects effects) {
        if (after.pendingCall() == null) {
            ReplyAddress replyTo = before.owedCall().replyTo();
            effects.send(after.checkoutId(), after.reply(), replyTo.correlation(), replyTo.traceparent());
        }
    }

    private Payment apply(Payment payment, CallResult result) {
        return switch (result.answer()) {
            case Unknown unknown -> retryLater(payment, result.call(), unknown);
            case Declined declined -> declined(payment, result.call(), declined.reason());
            case Done done -> done(payment, result.call(), done.reference());
        };
    }

    /** Only an authorization can be declined. What was authorized must be captured or voided, so that is repeated. */
    private Payment declined(Payment payment, CardCall call, String reason) {
        return switch (call) {
            case CardCall.Authorize authorize -> payment.declined(reason);
            case CardCall.Capture capture -> retryLater(payment, call, Unknown.because("declined: " + reason));
            case CardCall.VoidAll voidAll -> retryLater(payment, call, Unknown.because("declined: " + reason));
        };
    }

    private static Payment done(Payment payment, CardCall call, String reference) {
        return switch (call) {
            case CardCall.Authorize authorize -> payment.authorized(reference);
            case CardCall.Capture capture -> payment.captured();
            case CardCall.VoidAll voidAll -> payment.voided();
        };
    }

    private Payment retryLater(Payment payment, CardCall call, Unknown unknown) {
        Duration wait = backoff.after(call.attempt());
        if (wait.compareTo(unknown.notBefore()) < 0) {
            wait = unknown.notBefore().plus(wait);
        }
        log.info(
                "The result of {} for checkout {} is unknown ({}); the call is repeated in {} ms",
                call.resource(),
                payment.checkoutId(),
                unknown.error(),
                wait.toMillis());
        return payment.with(payment.owedCall().postponed(clock.instant().plus(wait), unknown.error()));
    }

    /** The status in which a payment waits for the result of this call. */
    private static PaymentStatus statusAwaiting(CardCall call) {
        return switch (call) {
            case CardCall.Authorize authorize -> PaymentStatus.REQUESTED;
            case CardCall.Capture capture -> PaymentStatus.CAPTURING;
            case CardCall.VoidAll voidAll -> PaymentStatus.VOIDING;
        };
    }
}
