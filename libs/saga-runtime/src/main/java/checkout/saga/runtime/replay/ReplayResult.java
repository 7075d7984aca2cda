package checkout.saga.runtime.replay;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a replay.
 *
 * @param detail what the relay said, or why it is not known what it did
 * @param published how many rows were published again; null if that is not known
 * @param notRetained the parts of the time whose rows the outbox tables do not hold any more
 */
record ReplayResult(
        Outcome outcome, String detail, @Nullable Long published, List<String> notRetained) {
    enum Outcome {
        DONE,
        REFUSED,
        /** It goes on, and the audit log will say how it ends. */
        RUNNING,
        /** The relay did not answer, or not to the end. */
        UNANSWERED
    }

    static ReplayResult without(Outcome outcome, String detail) {
        return new ReplayResult(outcome, detail, null, List.of());
    }
}
