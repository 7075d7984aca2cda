package checkout.payment.provider;

import java.time.Duration;

/** The result of a call to the card provider. Everything that is not a plain yes or no leaves open what has happened. */
public sealed interface CardAnswer {
    /** The call has taken effect. */
    record Approved(String reference) implements CardAnswer {}

    /** The provider refuses, and stays with that for as long as the call carries the same idempotency key. */
    record Declined(String reason) implements CardAnswer {}

    /** The authorization has expired: nothing is blocked on the card any more, and nothing can be captured. */
    record Expired(String reason) implements CardAnswer {}

    /** The provider has paid back all that was to be authorized again. */
    record NothingToCharge(String reason) implements CardAnswer {}

    /** The provider has captured what was to be released. */
    record AlreadyCaptured(String reason) implements CardAnswer {}

    /** The provider does not understand the request. That is a bug on our side; repeating the call does not help. */
    record Invalid(String reason) implements CardAnswer {}

    /** The provider does not know what the call is about. */
    record Gone(String reason) implements CardAnswer {}

    /** What the call asks for contradicts what the provider has, or a call with the same key is still under way. */
    record Conflict(String reason) implements CardAnswer {}

    /** The provider has taken the call and not decided yet. */
    record Pending(String reason) implements CardAnswer {}

    /** The bank asks the customer to confirm the payment (3-D Secure). */
    record ChallengeRequired(String reason) implements CardAnswer {}

    /** The provider does not serve this service at all: address, credentials or rights are wrong. */
    record Misconfigured(String reason) implements CardAnswer {}

    /** No answer came in time. The call may have taken effect or not, and may still be under way at the provider. */
    record TimedOut(String reason) implements CardAnswer {}

    /**
     * The call may have taken effect or not.
     *
     * @param notBefore the shortest wait that the provider asks for
     */
    record Unknown(String reason, Duration notBefore) implements CardAnswer {
        public static Unknown because(String reason) {
            return new Unknown(reason, Duration.ZERO);
        }
    }

    /** Why the answer is not a yes; the reference, if it is. Contains no token. */
    default String text() {
        return switch (this) {
            case Approved approved -> approved.reference();
            case Declined declined -> declined.reason();
            case Expired expired -> expired.reason();
            case NothingToCharge nothing -> nothing.reason();
            case AlreadyCaptured captured -> captured.reason();
            case Invalid invalid -> invalid.reason();
            case Gone gone -> gone.reason();
            case Conflict conflict -> conflict.reason();
            case Pending pending -> pending.reason();
            case ChallengeRequired challenge -> challenge.reason();
            case Misconfigured misconfigured -> misconfigured.reason();
            case TimedOut timedOut -> timedOut.reason();
            case Unknown unknown -> unknown.reason();
        };
    }
}
