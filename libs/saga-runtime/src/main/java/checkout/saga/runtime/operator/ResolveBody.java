package checkout.saga.runtime.operator;

import checkout.saga.runtime.api.ActionReason;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.drive.ResolveRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to end a saga by hand.
 *
 * @param outcome how it ended, such as CONFIRMED or REJECTED
 * @param note what was done outside
 * @param force also while a command is in flight
 * @param movedAt the version of the saga that the operator has seen; null for any
 */
public record ResolveBody(
        @Nullable String reason,
        @Nullable String outcome,
        @Nullable String note,
        @Nullable Boolean force,
        @Nullable Instant movedAt) {
    private static final int MAX_OUTCOME = 50;
    private static final int MAX_NOTE = 1_000;

    public ResolveRequest by(String who) {
        if (outcome == null) {
            throw OperatorApiErrors.request(
                    "'outcome' must say how the saga ended, as in {\"reason\":\"...\",\"outcome\":\"CONFIRMED\",\"note\":\"what was done outside\"};"
                            + " CONFIRMED or REJECTED for a checkout, ACCEPTED or REFUSED for a return, COMPLETED or COMPENSATED for any saga.");
        }
        OperatorApiErrors.text("outcome", outcome, MAX_OUTCOME);
        OperatorApiErrors.text("note", note, MAX_NOTE);
        return new ResolveRequest(outcome, ActionReason.given(reason), note, force != null && force, who);
    }
}
