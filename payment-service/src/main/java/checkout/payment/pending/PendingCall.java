package checkout.payment.pending;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call that must still be made to the card provider, or whose result is not known yet.
 *
 * @param attempt number of calls begun so far
 * @param dueAt when the next call may begin; while a call is under way, when its lease ends
 */
public record PendingCall(
        int attempt, Instant dueAt, @Nullable String lastError, PaymentReplyAddress replyTo) {
    public static PendingCall dueAt(Instant now, PaymentReplyAddress replyTo) {
        return new PendingCall(0, now, null, replyTo);
    }

    /** The command was repeated: the call becomes due at once, and the newest command gets the reply. */
    public PendingCall expedited(Instant now, PaymentReplyAddress newest) {
        return new PendingCall(attempt, now.isBefore(dueAt) ? now : dueAt, lastError, newest);
    }

    public PendingCall postponed(Instant until, String error) {
        return new PendingCall(attempt, until, error, replyTo);
    }
}
