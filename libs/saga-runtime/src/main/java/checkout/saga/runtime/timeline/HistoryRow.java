package checkout.saga.runtime.timeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message of a saga or one operator action on it, as stored.
 *
 * @param type of the message, or the operator's action
 * @param note of a sent message: further headers; of an action: its reason
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
    private static final int TRACEPARENT_FIELDS = 4;

    enum Kind {
        RECEIVED,
        SENT,
        ACTED
    }

    /** Whether a step of the saga sent this: it is no event, no dead letter, and no redriven message. */
    boolean command() {
        boolean redriven = note != null && note.contains(REDRIVE_OF);
        return kind == Kind.SENT && step != null && topic != null && !topic.endsWith(".dlt") && !redriven;
    }

    /** The second field of a {@code traceparent}; null if there is none. */
    @Nullable
    String traceId() {
        String[] fields = traceparent == null ? new String[0] : traceparent.split("-", -1);
        return fields.length < TRACEPARENT_FIELDS ? null : fields[1];
    }
}
