package checkout.orchestrator.timeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of what happened to a saga, as it was found.
 *
 * @param type of the message, or what the operator did
 * @param note of the outbox: further headers; of the audit: who did it and why
 */
record HistoryRow(
        UUID id,
        Kind kind,
        String type,
        @Nullable String step,
        @Nullable String action,
        @Nullable Integer attempt,
        @Nullable String topic,
        @Nullable String payload,
        @Nullable String traceparent,
        @Nullable String note,
        @Nullable String who,
        @Nullable String refusal) {
    private static final String REDRIVE_OF = "redrive-of";

    enum Kind {
        RECEIVED,
        SENT,
        ACTED
    }

    /** Whether a step sent this: not what the saga only lets know, not a dead letter, not a message that was sent again. */
    boolean command() {
        boolean redriven = note != null && note.contains(REDRIVE_OF);
        return kind == Kind.SENT && step != null && topic != null && topic.endsWith(".commands") && !redriven;
    }
}
