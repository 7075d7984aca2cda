package checkout.saga.runtime.act;

import checkout.saga.runtime.audit.AuditLog.LastAction;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A saga of an act, as the API shows it.
 *
 * @param possible whether it would have accepted the request when the act was created
 * @param movedAt its version then; null if there was no such saga
 * @param changedBy the operator who has moved it since; null if it moved by itself, or has not moved
 */
public record ActItem(
        UUID id,
        @Nullable String type,
        boolean possible,
        String outcome,
        @Nullable String before,
        @Nullable Instant movedAt,
        JsonNode sends,
        @Nullable String detail,
        @Nullable String after,
        @Nullable Instant requestedAt,
        @Nullable Instant finishedAt,
        @Nullable LastAction changedBy) {

    /** What became of a saga; all but the first two are final. */
    public enum Outcome {
        PENDING,
        REQUESTED,
        DONE,
        REFUSED,
        NOT_CONFIRMED,
        ALREADY_CHANGED,
        GONE,
        SKIPPED
    }
}
