package checkout.orchestrator.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something an operator did, or was refused.
 *
 * @param detail what came of it, or why it was refused
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
