package checkout.saga.runtime.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did, or was refused to do.
 *
 * @param detail the result, or why it was refused
 * @param before what the saga or letter was before
 * @param after what it is after; null if it is unchanged
 * @param actId the act on many sagas that it belongs to
 */
public record OperatorAction(
        String who,
        Action action,
        @Nullable UUID sagaId,
        @Nullable UUID deadLetterId,
        String reason,
        Outcome outcome,
        @Nullable String detail,
        @Nullable String before,
        @Nullable String after,
        @Nullable UUID actId) {

    public enum Action {
        RETRY,
        COMPENSATE,
        RESOLVE,
        CANCEL,
        REDRIVE,
        DISCARD,
        REPLAY
    }

    public enum Outcome {
        DONE,
        REFUSED,
        /** Before it is known how it ends. */
        REQUESTED,
        /** Who was to do it did not answer. */
        UNANSWERED
    }
}
