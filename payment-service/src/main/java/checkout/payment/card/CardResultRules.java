package checkout.payment.card;

import checkout.contracts.Reply;
import checkout.contracts.Reply.CaptureRefused;
import checkout.contracts.Reply.VoidRefused;
import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.RefundReturn;
import checkout.payment.provider.CardCall.VoidAll;
import checkout.payment.refund.Refund;
import checkout.payment.state.Payment;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the provider's answer to a call means for its payment or refund.
 *
 * <p>Only a definite answer decides. A call whose result stays open is repeated; the saga decides when to give up.
 */
record CardResultRules(CallBackoff backoff) {
    private static final Logger log = LoggerFactory.getLogger(CardResultRules.class);

    /** What is missing or in conflict may be something that the provider has not finished; after so many attempts it is not. */
    private static final int FINAL_ATTEMPT = 5;

    /** A refused void is repeated at this interval, besides the saga's own attempts. */
    private static final Duration AFTER_REFUSED_VOID = Duration.ofMinutes(10);

    /** A payment after a result, and the reply, unless the call is repeated first. */
    record PaymentOutcome(Payment payment, @Nullable Reply reply) {
        static PaymentOutcome of(Payment payment) {
            return new PaymentOutcome(payment, payment.pendingCall() == null ? payment.reply() : null);
        }
    }

    PaymentOutcome outcome(Payment before, CardCall.PaymentCall call, CardAnswer answer) {
        return switch (call) {
            case Authorize authorize -> PaymentOutcome.of(authorized(before, authorize, answer));
            case Capture capture -> captured(before, capture, answer);
            case VoidAll voidAll -> voided(before, voidAll, answer);
        };
    }

    private Payment authorized(Payment before, Authorize call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> before.authorized(approved.reference());
            case Declined declined -> before.declined(declined.reason());
            // an earlier attempt that was not answered may have taken effect: then only a void makes sure
            case Invalid invalid ->
                call.attempt() == 1 ? before.declined(refused(call, invalid)) : repeat(before, call, invalid);
            case Gone gone -> repeat(before, call, gone);
            case Conflict conflict -> repeat(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private PaymentOutcome captured(Payment before, Capture call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> PaymentOutcome.of(before.captured());
            case Declined declined -> captureRefused(before, true, refused(call, declined));
            case Invalid invalid -> captureRefused(before, false, refused(call, invalid));
            case Gone gone -> captureRefusedAtLast(before, call, gone);
            case Conflict conflict -> captureRefusedAtLast(before, call, conflict);
            case Pending pending -> PaymentOutcome.of(repeat(before, call, pending));
            case Misconfigured misconfigured -> PaymentOutcome.of(repeat(before, call, misconfigured));
            case Unknown unknown -> PaymentOutcome.of(repeat(before, call, unknown));
        };
    }

    private PaymentOutcome captureRefusedAtLast(Payment before, Capture call, CardAnswer answer) {
        return call.attempt() < FINAL_ATTEMPT
                ? PaymentOutcome.of(repeat(before, call, answer))
                : captureRefused(before, false, refused(call, answer));
    }

    private static PaymentOutcome captureRefused(Payment before, boolean forGood, String reason) {
        return new PaymentOutcome(before.captureRefused(forGood), new CaptureRefused(before.checkoutId(), reason));
    }

    private PaymentOutcome voided(Payment before, VoidAll call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> PaymentOutcome.of(before.voided());
            case Declined declined -> voidRefused(before, call, true, declined);
            case Invalid invalid -> voidRefused(before, call, false, invalid);
            // nothing to give back; but an authorization that was never answered may still be on its way
            case Gone gone ->
                PaymentOutcome.of(
                        before.reference() != null || call.attempt() >= FINAL_ATTEMPT
                                ? before.voided()
                                : repeat(before, call, gone));
            case Conflict conflict ->
                call.attempt() < FINAL_ATTEMPT
                        ? PaymentOutcome.of(repeat(before, call, conflict))
                        : voidRefused(before, call, false, conflict);
            case Pending pending -> PaymentOutcome.of(repeat(before, call, pending));
            case Misconfigured misconfigured -> PaymentOutcome.of(repeat(before, call, misconfigured));
            case Unknown unknown -> PaymentOutcome.of(repeat(before, call, unknown));
        };
    }

    private static PaymentOutcome voidRefused(Payment before, VoidAll call, boolean forGood, CardAnswer answer) {
        String reason = refused(call, answer);
        PendingCall next = before.owedCall().postponed(AFTER_REFUSED_VOID, reason);
        return new PaymentOutcome(before.voidRefused(forGood, next), new VoidRefused(before.checkoutId(), reason));
    }

    Refund outcome(Refund before, RefundReturn call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> before.refunded();
            case Declined declined -> before.declined(declined.reason());
            // an earlier attempt that was not answered may have paid the refund
            case Invalid invalid ->
                call.attempt() == 1 ? before.declined(refused(call, invalid)) : repeat(before, call, invalid);
            // what the provider does not know it has not paid back
            case Gone gone ->
                call.attempt() >= FINAL_ATTEMPT ? before.declined(refused(call, gone)) : repeat(before, call, gone);
            case Conflict conflict -> repeat(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private Payment repeat(Payment payment, CardCall call, CardAnswer answer) {
        return payment.with(repeated(payment.owedCall(), call, answer));
    }

    private Refund repeat(Refund refund, CardCall call, CardAnswer answer) {
        return refund.with(repeated(refund.owedCall(), call, answer));
    }

    private PendingCall repeated(PendingCall owed, CardCall call, CardAnswer answer) {
        Duration wait = backoff.after(call.attempt());
        if (answer instanceof Unknown unknown && wait.compareTo(unknown.notBefore()) < 0) {
            wait = unknown.notBefore().plus(wait);
        }
        log.info(
                "The result of {} for checkout {} is open: {} ({}); the call is repeated in {} ms",
                call.resource(),
                call.checkoutId(),
                answer.getClass().getSimpleName(),
                answer.text(),
                wait.toMillis());
        return owed.postponed(wait, answer.text());
    }

    /** The reason that the saga is told. */
    private static String refused(CardCall call, CardAnswer answer) {
        String reason = "%s (%s)".formatted(answer.getClass().getSimpleName().toLowerCase(Locale.ROOT), answer.text());
        log.error(
                "The provider refuses {} for checkout {}: {}; the saga is told so",
                call.resource(),
                call.checkoutId(),
                reason);
        return reason;
    }
}
