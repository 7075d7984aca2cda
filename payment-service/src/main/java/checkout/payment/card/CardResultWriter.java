package checkout.payment.card;

import checkout.messaging.Effects;
import checkout.messaging.outbox.Outbox;
import checkout.payment.card.CardAnswer.Declined;
import checkout.payment.card.CardAnswer.Done;
import checkout.payment.card.CardAnswer.Unknown;
import checkout.payment.payments.Payment;
import checkout.payment.payments.PaymentStatus;
import checkout.payment.payments.Payments;
import checkout.payment.payments.PendingCall;
import checkout.payment.payments.ReplyAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
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

/** Writes down what the network answered and tells the orchestrator, many answers in one transaction. */
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

    record Answered(CardCall call, CardAnswer answer) {}

    void write(List<Answered> answers) {
        transaction.executeWithoutResult(begun -> {
            Map<UUID, Payment> known = payments.lock(answers.stream()
                    .map(answered -> answered.call().checkoutId())
                    .distinct()
                    .toList());
            Map<UUID, Payment> changed = new HashMap<>();
            Effects effects = new Effects();
            for (Answered answered : answers) {
                UUID id = answered.call().checkoutId();
                Payment payment = Objects.requireNonNull(known.get(id), "a payment is never deleted");
                if (payment.status() != asked(answered.call())) {
                    // such as an authorization that was voided meanwhile: the void has the last word
                    log.info(
                            "The answer to {} for checkout {} comes too late: it is {}",
                            name(answered),
                            id,
                            payment.status());
                    continue;
                }
                Payment after = settle(payment, answered);
                known.put(id, after);
                changed.put(id, after);
                tell(effects, payment, after);
            }
            write(changed.values(), effects);
        });
    }

    private void write(Collection<Payment> changed, Effects effects) {
        payments.update(changed, effects);
        outbox.send(effects);
    }

    private static void tell(Effects effects, Payment before, Payment after) {
        if (after.pendingCall() == null) {
            ReplyAddress replyTo = owed(before).replyTo();
            effects.send(after.checkoutId(), after.reply(), replyTo.correlation(), replyTo.traceparent());
        }
    }

    private Payment settle(Payment payment, Answered answered) {
        CardAnswer answer = answered.answer();
        if (answer instanceof Unknown unknown) {
            return askAgain(payment, answered, unknown);
        }
        if (answer instanceof Declined declined) {
            return payment.status() == PaymentStatus.REQUESTED
                    ? payment.declined(declined.reason())
                    : askAgain(payment, answered, Unknown.because("declined: " + declined.reason()));
        }
        Done done = (Done) answer;
        return switch (payment.status()) {
            case REQUESTED -> payment.authorized(done.reference());
            case CAPTURING -> payment.captured();
            case VOIDING -> payment.voided();
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED -> throw payment.impossible(payment.status());
        };
    }

    private Payment askAgain(Payment payment, Answered answered, Unknown unknown) {
        Duration wait = backoff.after(answered.call().attempt());
        if (wait.compareTo(unknown.notBefore()) < 0) {
            wait = unknown.notBefore().plus(wait);
        }
        log.info(
                "Whether {} for checkout {} happened is unknown ({}); asking again in {} ms",
                name(answered),
                payment.checkoutId(),
                unknown.error(),
                wait.toMillis());
        return payment.with(owed(payment).postponed(clock.instant().plus(wait), unknown.error()));
    }

    private static PendingCall owed(Payment payment) {
        return Objects.requireNonNull(payment.pendingCall(), "a payment that is undecided owes a call");
    }

    /** The state in which a payment waits for the answer to such a call. */
    private static PaymentStatus asked(CardCall call) {
        if (call instanceof CardCall.Authorize) {
            return PaymentStatus.REQUESTED;
        }
        return call instanceof CardCall.Capture ? PaymentStatus.CAPTURING : PaymentStatus.VOIDING;
    }

    private static String name(Answered answered) {
        return answered.call().verb();
    }
}
