package checkout.payment.card;

import checkout.payment.pending.CallBackoff;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardAnswer;
import checkout.payment.provider.CardCall;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a call whose result stays open, and how a refusal is told. */
record OpenResultRules(CallBackoff backoff) {
    private static final Logger log = LoggerFactory.getLogger(OpenResultRules.class);

    /** What is missing or in conflict may be something that the provider has not finished; after so many attempts it is not. */
    static final int FINAL_ATTEMPT = 5;

    /** The call is due again after a wait. */
    PendingCall repeated(PendingCall owed, CardCall call, CardAnswer answer) {
        return repeated(owed, call, answer, Duration.ZERO, Duration.ofDays(1));
    }

    /**
     * @param shortest wait
     * @param longest wait
     */
    PendingCall repeated(PendingCall owed, CardCall call, CardAnswer answer, Duration shortest, Duration longest) {
        Duration wait = backoff.after(call.attempt());
        if (answer instanceof CardAnswer.Unknown unknown && wait.compareTo(unknown.notBefore()) < 0) {
            wait = unknown.notBefore().plus(wait);
        }
        wait = wait.compareTo(shortest) < 0 ? shortest : wait;
        wait = wait.compareTo(longest) < 0 ? wait : longest;
        log.info(
                "The result of {} for checkout {} is open: {} ({}); the provider is asked in {} ms",
                call.resource(),
                call.checkoutId(),
                answer.getClass().getSimpleName(),
                answer.text(),
                wait.toMillis());
        return owed.postponed(wait, answer.text());
    }

    /** The reason that the saga is told. */
    static String refused(CardCall call, CardAnswer answer) {
        return refused(call, answer, "the saga is told so");
    }

    /**
     * Why the provider refuses a call, which is logged.
     *
     * @param next what happens next
     */
    static String refused(CardCall call, CardAnswer answer, String next) {
        String reason = "%s (%s)".formatted(answer.getClass().getSimpleName().toLowerCase(Locale.ROOT), answer.text());
        log.error("The provider refuses {} for checkout {}: {}; {}", call.resource(), call.checkoutId(), reason, next);
        return reason;
    }
}
