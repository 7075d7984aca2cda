package checkout.saga.runtime.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an operator did, or was refused to do.
 *
 * @param detail the result, or why it was refused
 */
public record OperatorAction(
        String who,
        Action action,
        @Nullable UUID sagaId,
        @Nullable UUID deadLetterId,
        String reason,
        Outcome outcome,
        @Nullable String detail) {

    public enum Action {
        RETRY,
        COMPENSATE,
        RESOLVE,
        REDRIVE,
        DISCARD
    }

    public enum Outcome {
        DONE,
        REFUSED
    }
}
