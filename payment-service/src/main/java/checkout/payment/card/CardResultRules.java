package checkout.payment.card;

import static checkout.payment.card.OpenResultRules.FINAL_ATTEMPT;
import static checkout.payment.card.OpenResultRules.refused;

import checkout.contracts.Reply;
import checkout.contracts.Reply.CaptureRefused;
import checkout.contracts.Reply.VoidRefused;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardAnswer.AlreadyCaptured;
import checkout.payment.provider.CardAnswer.Approved;
import checkout.payment.provider.CardAnswer.ChallengeRequired;
import checkout.payment.provider.CardAnswer.Conflict;
import checkout.payment.provider.CardAnswer.Declined;
import checkout.payment.provider.CardAnswer.Expired;
import checkout.payment.provider.CardAnswer.Gone;
import checkout.payment.provider.CardAnswer.Invalid;
import checkout.payment.provider.CardAnswer.Misconfigured;
import checkout.payment.provider.CardAnswer.NothingToCharge;
import checkout.payment.provider.CardAnswer.Pending;
import checkout.payment.provider.CardAnswer.TimedOut;
import checkout.payment.provider.CardAnswer.Unknown;
import checkout.payment.provider.CardCall;
import checkout.payment.provider.CardCall.Authorize;
import checkout.payment.provider.CardCall.Capture;
import checkout.payment.provider.CardCall.Reauthorize;
import checkout.payment.provider.CardCall.ReleaseHold;
import checkout.payment.provider.CardCall.ResolveChallenge;
import checkout.payment.provider.CardCall.VoidAll;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentStatus;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what the provider's answer to a call means for its payment.
 *
 * <p>Only a definite answer decides. A call whose result stays open is repeated; the saga decides when to give up.
 *
 * @param challengeTime how long a customer may take to confirm
 * @param callTimeout how long a call may be open
 */
record CardResultRules(OpenResultRules openRules, Duration challengeTime, Duration callTimeout) {
    private static final Logger log = LoggerFactory.getLogger(CardResultRules.class);

    /** How often the provider is asked about a customer who has not confirmed yet. */
    private static final Duration CHALLENGE_QUESTIONS = Duration.ofSeconds(3);

    /** A refused void is repeated at this interval, besides the saga's own attempts. */
    static final Duration AFTER_REFUSED_VOID = Duration.ofMinutes(10);

    /** A payment after a result, and the reply, unless the call is repeated first. */
    record PaymentOutcome(Payment payment, @Nullable Reply reply) {
        static PaymentOutcome decided(Payment payment) {
            return new PaymentOutcome(payment, payment.reply());
        }

        static PaymentOutcome open(Payment payment) {
            return new PaymentOutcome(payment, null);
        }
    }

    PaymentOutcome outcome(Payment before, CardCall.PaymentCall call, CardAnswer answer) {
        return switch (call) {
            case Authorize authorize -> authorized(before, authorize, answer);
            case ResolveChallenge challenge -> resolved(before, challenge, answer);
            case Reauthorize again -> reauthorized(before, again, answer);
            case Capture capture -> captured(before, capture, answer);
            case VoidAll voidAll -> givenBack(before, voidAll, answer);
            case ReleaseHold release -> givenBack(before, release, answer);
        };
    }

    private PaymentOutcome authorized(Payment before, Authorize call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> PaymentOutcome.decided(before.authorized(approved.reference()));
            case Declined declined -> PaymentOutcome.decided(before.declined(declined.reason()));
            case Expired expired -> PaymentOutcome.decided(before.declined(expired.reason()));
            // an earlier attempt that was not answered may have taken effect: then only a void makes sure
            case Invalid invalid ->
                call.attempt() == 1
                        ? PaymentOutcome.decided(before.declined(refused(call, invalid)))
                        : repeat(before, call, invalid);
            case ChallengeRequired challenge ->
                PaymentOutcome.open(
                        before.challenged(challengeTime, nextQuestion(before, call, challenge, challengeTime)));
            case NothingToCharge nothing -> repeat(before, call, nothing);
            case AlreadyCaptured captured -> repeat(before, call, captured);
            case Gone gone -> repeat(before, call, gone);
            case Conflict conflict -> repeat(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case TimedOut timedOut -> repeat(before, call, timedOut);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private PaymentOutcome resolved(Payment before, ResolveChallenge call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> PaymentOutcome.decided(before.authorized(approved.reference()));
            case Declined declined -> PaymentOutcome.decided(before.declined(declined.reason()));
            case Expired expired -> PaymentOutcome.decided(before.declined(expired.reason()));
            case ChallengeRequired challenge -> stillChallenged(before, call, challenge);
            case NothingToCharge nothing -> stillChallenged(before, call, nothing);
            case AlreadyCaptured captured -> stillChallenged(before, call, captured);
            case Invalid invalid -> stillChallenged(before, call, invalid);
            case Gone gone -> stillChallenged(before, call, gone);
            case Conflict conflict -> stillChallenged(before, call, conflict);
            case Pending pending -> stillChallenged(before, call, pending);
            case Misconfigured misconfigured -> stillChallenged(before, call, misconfigured);
            case TimedOut timedOut -> stillChallenged(before, call, timedOut);
            case Unknown unknown -> stillChallenged(before, call, unknown);
        };
    }

    /** The last question is asked when the customer's time ends; then the authorization is cancelled. */
    private PaymentOutcome stillChallenged(Payment before, ResolveChallenge call, CardAnswer answer) {
        if (before.deadlines().challengeHasEnded()) {
            return PaymentOutcome.open(
                    before.cancelling(PendingCall.due(before.owedCall().replyTo())));
        }
        Duration left = Objects.requireNonNull(before.deadlines().challengeEndsIn(), "a challenge has an end");
        return PaymentOutcome.open(before.with(nextQuestion(before, call, answer, left)));
    }

    private PendingCall nextQuestion(Payment before, CardCall call, CardAnswer answer, Duration left) {
        Duration longest = left.compareTo(CHALLENGE_QUESTIONS) < 0 ? left : CHALLENGE_QUESTIONS;
        return openRules.repeated(before.owedCall(), call, answer, Duration.ZERO, longest);
    }

    private PaymentOutcome reauthorized(Payment before, Reauthorize call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved ->
                PaymentOutcome.open(before.reauthorized(
                        approved.reference(), PendingCall.due(before.owedCall().replyTo())));
            // unless a refund was declined meanwhile: then the next call charges what is owed
            case NothingToCharge nothing ->
                before.refundable() == 0 ? PaymentOutcome.decided(before.captured()) : repeat(before, call, nothing);
            case AlreadyCaptured captured -> repeat(before, call, captured);
            case Declined declined -> reauthorizationRefused(before, call, declined);
            case Expired expired -> reauthorizationRefused(before, call, expired);
            case Invalid invalid -> reauthorizationRefused(before, call, invalid);
            // nobody can confirm now, the customer has left
            case ChallengeRequired challenge -> reauthorizationRefused(before, call, challenge);
            case Gone gone -> reauthorizationRefusedAtLast(before, call, gone);
            case Conflict conflict -> reauthorizationRefusedAtLast(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case TimedOut timedOut -> repeat(before, call, timedOut);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private PaymentOutcome reauthorizationRefusedAtLast(Payment before, Reauthorize call, CardAnswer answer) {
        return call.attempt() < FINAL_ATTEMPT
                ? repeat(before, call, answer)
                : reauthorizationRefused(before, call, answer);
    }

    private static PaymentOutcome reauthorizationRefused(Payment before, Reauthorize call, CardAnswer answer) {
        String reason = "the authorization has expired, and a new one is refused: %s".formatted(refused(call, answer));
        return new PaymentOutcome(before.expired(reason), new CaptureRefused(before.checkoutId(), reason));
    }

    private PaymentOutcome captured(Payment before, Capture call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> PaymentOutcome.decided(before.captured());
            case Declined declined -> captureRefused(before, true, refused(call, declined));
            case Expired expired ->
                PaymentOutcome.open(
                        before.reauthorizing(PendingCall.due(before.owedCall().replyTo())));
            case NothingToCharge nothing -> repeat(before, call, nothing);
            case AlreadyCaptured captured -> repeat(before, call, captured);
            case Invalid invalid -> captureRefused(before, false, refused(call, invalid));
            case Gone gone -> captureRefusedAtLast(before, call, gone);
            case Conflict conflict -> captureRefusedAtLast(before, call, conflict);
            case Pending pending -> repeat(before, call, pending);
            case ChallengeRequired challenge -> repeat(before, call, challenge);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case TimedOut timedOut -> repeat(before, call, timedOut);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    private PaymentOutcome captureRefusedAtLast(Payment before, Capture call, CardAnswer answer) {
        return call.attempt() < FINAL_ATTEMPT
                ? repeat(before, call, answer)
                : captureRefused(before, false, refused(call, answer));
    }

    private static PaymentOutcome captureRefused(Payment before, boolean forGood, String reason) {
        return new PaymentOutcome(before.captureRefused(forGood), new CaptureRefused(before.checkoutId(), reason));
    }

    private PaymentOutcome givenBack(Payment before, CardCall.PaymentCall call, CardAnswer answer) {
        return switch (answer) {
            case Approved approved -> nothingHeld(before);
            case Declined declined -> releaseRefused(before, call, true, declined);
            case Invalid invalid -> releaseRefused(before, call, false, invalid);
            case Expired expired -> nothingHeld(before);
            case NothingToCharge nothing -> repeat(before, call, nothing);
            case AlreadyCaptured captured -> keptForAnOperator(before, call, captured);
            case Gone gone ->
                call.attempt() < FINAL_ATTEMPT
                        ? askWhetherItHasCome(before, call, gone)
                        : nothingKnown(before, call, gone);
            case Conflict conflict ->
                call.attempt() < FINAL_ATTEMPT
                        ? repeat(before, call, conflict)
                        : releaseRefused(before, call, false, conflict);
            case Pending pending -> repeat(before, call, pending);
            case ChallengeRequired challenge -> repeat(before, call, challenge);
            case Misconfigured misconfigured -> repeat(before, call, misconfigured);
            case TimedOut timedOut -> repeat(before, call, timedOut);
            case Unknown unknown -> repeat(before, call, unknown);
        };
    }

    /** An authorization that was never answered may still be on its way, for as long as our own call is open at least. */
    private PaymentOutcome askWhetherItHasCome(Payment before, CardCall call, CardAnswer answer) {
        boolean last = call.attempt() == FINAL_ATTEMPT - 1;
        return PaymentOutcome.open(before.with(openRules.repeated(
                before.owedCall(), call, answer, last ? callTimeout : Duration.ZERO, Duration.ofDays(1))));
    }

    /** What the provider has given a reference for it has held, so it is wrong to know nothing of it. */
    private static PaymentOutcome nothingKnown(Payment before, CardCall call, CardAnswer answer) {
        return before.reference() == null ? nothingHeld(before) : releaseRefused(before, call, false, answer);
    }

    /** What the call was made for decides what the payment is now. */
    private static PaymentOutcome nothingHeld(Payment before) {
        return switch (before.status()) {
            case CANCELLING -> PaymentOutcome.decided(before.declined("challenge_expired"));
            case EXPIRING -> PaymentOutcome.open(before.expired("nobody settled the payment while it was held"));
            case VOIDING -> PaymentOutcome.decided(before.voided());
            case REQUESTED,
                    PENDING_CUSTOMER,
                    AUTHORIZED,
                    DECLINED,
                    CAPTURING,
                    REAUTHORIZING,
                    CAPTURED,
                    EXPIRED,
                    VOIDED -> throw before.illegalTransition(PaymentStatus.VOIDED);
        };
    }

    /** The order may be confirmed, and its saga ended by an operator: the program cannot know whose the money is. */
    private static PaymentOutcome keptForAnOperator(Payment before, CardCall call, AlreadyCaptured captured) {
        log.warn(
                "The hold of checkout {} has ended, but its money is captured: {}; the payment stays AUTHORIZED, and"
                        + " reconciliation reports it to an operator",
                call.checkoutId(),
                captured.reason());
        return PaymentOutcome.open(before.heldWithoutEnd());
    }

    private static PaymentOutcome releaseRefused(Payment before, CardCall call, boolean forGood, CardAnswer answer) {
        boolean asked = before.status() == PaymentStatus.VOIDING;
        String repeated = "the call is repeated in %d minutes".formatted(AFTER_REFUSED_VOID.toMinutes());
        String reason = refused(call, answer, asked ? "the saga is told so if it waits, and " + repeated : repeated);
        PendingCall next = before.owedCall().postponed(AFTER_REFUSED_VOID, reason);
        Reply reply = asked ? new VoidRefused(before.checkoutId(), reason) : null;
        return new PaymentOutcome(before.releaseRefused(forGood, next), reply);
    }

    private PaymentOutcome repeat(Payment payment, CardCall call, CardAnswer answer) {
        return PaymentOutcome.open(payment.with(openRules.repeated(payment.owedCall(), call, answer)));
    }
}
