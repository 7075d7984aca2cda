package checkout.saga.runtime.act;

import checkout.saga.engine.SagaInput.OperatorRequested;
import checkout.saga.engine.SagaInput.OperatorRequested.Request;
import checkout.saga.runtime.audit.OperatorAction.Action;
import checkout.saga.runtime.drive.ActionRequest;
import checkout.saga.runtime.drive.ResolveRequest;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One action on a set of sagas.
 *
 * @param who created it
 * @param sagas their number
 * @param possible how many of them would have accepted the request when the act was created
 * @param sends what it would send, by kind
 * @param outcomes what became of the sagas; null as long as the act has not finished
 */
public record Act(
        UUID id,
        Action action,
        Status status,
        String who,
        String reason,
        @Nullable String outcome,
        @Nullable String note,
        boolean force,
        JsonNode filter,
        Instant createdAt,
        @Nullable String startedBy,
        @Nullable Instant startedAt,
        @Nullable String stoppedBy,
        @Nullable Instant finishedAt,
        int sagas,
        int possible,
        JsonNode sends,
        @JsonIgnore @Nullable JsonNode outcomes) {

    /** How far an act is. */
    public enum Status {
        CREATING,
        PLANNED,
        RUNNING,
        FINISHED
    }

    /** What is requested of each saga, in the name of whoever runs the act. */
    public ActionRequest request() {
        String by = Objects.requireNonNullElse(startedBy, who);
        return switch (action) {
            case RETRY -> move(Request.RETRY, by);
            case COMPENSATE -> move(Request.COMPENSATE, by);
            case CANCEL -> move(Request.CANCEL, by);
            case RESOLVE ->
                new ActionRequest.Resolve(
                        new ResolveRequest(Objects.requireNonNullElse(outcome, ""), reason, note, force, by));
            case REDRIVE, DISCARD, REPLAY ->
                throw new IllegalStateException("Indicates a bug: %s is no action on a saga".formatted(action));
        };
    }

    private ActionRequest move(Request request, String by) {
        return new ActionRequest.Move(new OperatorRequested(request, reason, by));
    }
}
