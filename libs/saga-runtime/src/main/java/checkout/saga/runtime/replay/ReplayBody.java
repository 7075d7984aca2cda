package checkout.saga.runtime.replay;

import checkout.saga.runtime.api.ActionReason;
import checkout.saga.runtime.api.OperatorApiErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to replay.
 *
 * @param source optional if the relay has only one
 * @param to omitted for everything since {@code from}
 * @param acceptGap true to give up missing rows that were created outside of this time
 */
record ReplayBody(
        @Nullable String source,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String reason,
        @Nullable Boolean acceptGap) {
    private static final int LONGEST_NAME = 100;

    void validate() {
        String unused = OperatorApiErrors.text("source", source, LONGEST_NAME);
        if (from == null) {
            throw OperatorApiErrors.request(
                    "'from' must be the time from which rows are published again, such as 2026-01-31T12:00:00Z.");
        }
        if (to != null && to.isBefore(from)) {
            throw OperatorApiErrors.request("'to' must not be before 'from'; omit it for everything since 'from'.");
        }
    }

    String given() {
        return ActionReason.given(reason);
    }

    boolean givesUpRows() {
        return Boolean.TRUE.equals(acceptGap);
    }

    /** What is replayed, for the audit log. */
    String words() {
        return "%s, rows created from %s %s%s"
                .formatted(
                        source == null ? "the only source" : "source " + source,
                        from,
                        to == null ? "on" : "to " + to,
                        givesUpRows() ? "; missing rows outside of this time are given up" : "");
    }
}
