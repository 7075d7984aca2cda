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

    /** PostgreSQL and the ids of the rows hold more than this, but not everything that {@code Instant} does. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    void validate() {
        String unused = OperatorApiErrors.text("source", source, LONGEST_NAME);
        if (from == null) {
            throw OperatorApiErrors.request(
                    "'from' must be the time from which rows are published again, such as 2026-01-31T12:00:00Z.");
        }
        requireSupported("from", from);
        requireSupported("to", to);
        if (to != null && to.isBefore(from)) {
            throw OperatorApiErrors.request("'to' must not be before 'from'; omit it for everything since 'from'.");
        }
    }

    private static void requireSupported(String name, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw OperatorApiErrors.request("'%s' must be from %s to %s.".formatted(name, EARLIEST, LATEST));
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
