package checkout.payment.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that is owed to the card network.
 *
 * @param attempt calls begun so far
 * @param dueAt when the next one may begin; while one is under way, when it is given up for lost
 */
public record PendingCall(
        int attempt, Instant dueAt, @Nullable String lastError, ReplyAddress replyTo) {
    public static PendingCall dueAt(Instant now, ReplyAddress replyTo) {
        return new PendingCall(0, now, null, replyTo);
    }

    /** The command came again: no more waiting, and the newest one is answered. */
    public PendingCall hastened(Instant now, ReplyAddress newest) {
        return new PendingCall(attempt, now.isBefore(dueAt) ? now : dueAt, lastError, newest);
    }

    public PendingCall postponed(Instant until, String error) {
        return new PendingCall(attempt, until, error, replyTo);
    }
}
