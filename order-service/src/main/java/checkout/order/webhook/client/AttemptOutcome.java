package checkout.order.webhook.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
public sealed interface AttemptOutcome {
    /** The receiver took the webhook. */
    record Delivered(int status, @Nullable String answer) implements AttemptOutcome {}

    /**
     * The receiver refused the webhook.
     *
     * @param retryAfter how long the receiver wants to be left alone
     */
    record Refused(
            int status, @Nullable String answer, @Nullable Duration retryAfter) implements AttemptOutcome {
        private static final int GONE = 410;

        /** Whether the receiver wants no webhook any more. */
        public boolean isGone() {
            return status == GONE;
        }
    }

    /** There was no answer, and the receiver may have taken the webhook. */
    record Unanswered(String error) implements AttemptOutcome {}

    /** What the event is about no longer exists, so there is nothing to send. */
    record Abandoned(String error) implements AttemptOutcome {}
}
