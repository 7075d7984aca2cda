package checkout.saga.runtime.actrun;

import checkout.saga.runtime.act.ActItem.Outcome;
import checkout.saga.runtime.audit.AuditLog.LastAction;
import checkout.saga.runtime.drive.SentStep;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a saga of an act.
 *
 * @param before where it stood; null to leave that as it is
 * @param after where it stands; null to leave that as it is
 * @param sent what the act sent to it; null to leave that as it is
 * @param changedBy the operator who moved it before the act came to it
 */
record ItemUpdate(
        UUID act,
        UUID saga,
        Outcome outcome,
        @Nullable String detail,
        @Nullable String before,
        @Nullable String after,
        @Nullable List<SentStep> sent,
        @Nullable LastAction changedBy) {

    static ItemUpdate of(UUID act, UUID saga, Outcome outcome, @Nullable String detail) {
        return new ItemUpdate(act, saga, outcome, detail, null, null, null, null);
    }

    static ItemUpdate looked(RequestedItem item, Outcome outcome, @Nullable String detail, @Nullable String after) {
        return new ItemUpdate(item.act(), item.saga(), outcome, detail, null, after, null, null);
    }
}
