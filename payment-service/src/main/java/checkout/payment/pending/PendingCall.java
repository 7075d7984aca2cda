package checkout.payment.pending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that must still be made to the card provider, or whose result is not known yet. Its time counts from the beginning
 * of the transaction that reads or writes it, by the database's clock, which all instances share.
 *
 * @param attempt number of calls begun so far
 * @param dueIn when the next call may begin; while a call is under way, when its lease ends; not positive if it is due
 */
public record PendingCall(
        int attempt, Duration dueIn, @Nullable String lastError, PaymentReplyAddress replyTo) {
    public static PendingCall due(PaymentReplyAddress replyTo) {
        return new PendingCall(0, Duration.ZERO, null, replyTo);
    }

    /** The command was repeated: the call becomes due at once, and the newest command gets the reply. */
    public PendingCall expedited(PaymentReplyAddress newest) {
        return new PendingCall(attempt, dueIn.isPositive() ? Duration.ZERO : dueIn, lastError, newest);
    }

    /** The command was repeated while only time can tell: the call is made when it is due, and the newest command gets the reply. */
    public PendingCall answering(PaymentReplyAddress newest) {
        return new PendingCall(attempt, dueIn, lastError, newest);
    }

    /** Whether no call was ever begun, so that the provider knows nothing. */
    public boolean isFirst() {
        return attempt == 0;
    }

    public PendingCall postponed(Duration wait, String error) {
        return new PendingCall(attempt, wait, error, replyTo);
    }
}
