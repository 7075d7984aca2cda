package checkout.payment.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that is owed to the card network.
 *
 * @param attempt calls begun so far
 * @param dueAt when the next one may begin; while one is under way, when it is given up for lost
 */
public record Errand(int attempt, Instant dueAt, @Nullable String lastError, ReplyTo replyTo) {
    public static Errand dueAt(Instant now, ReplyTo replyTo) {
        return new Errand(0, now, null, replyTo);
    }

    /** The command came again: no more waiting, and the newest one is answered. */
    public Errand hastened(Instant now, ReplyTo newest) {
        return new Errand(attempt, now.isBefore(dueAt) ? now : dueAt, lastError, newest);
    }

    public Errand postponed(Instant until, String error) {
        return new Errand(attempt, until, error, replyTo);
    }
}
