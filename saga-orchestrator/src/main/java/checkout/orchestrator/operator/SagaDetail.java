package checkout.orchestrator.operator;

import checkout.orchestrator.timeline.PendingReply;
import checkout.orchestrator.timeline.TimelineEntry;
import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepState;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * All there is to know of one saga.
 *
 * @param diagnosis what hinders it, in sentences
 * @param owed who has not answered what
 * @param actions what an operator may do now; null beside what is possible, else why it is not
 */
record SagaDetail(
        @JsonUnwrapped SagaSummary saga,
        String definition,
        boolean pastPivot,
        List<StepState> steps,
        @Nullable AbortCause abort,
        @Nullable Resolution resolution,
        List<String> diagnosis,
        List<PendingReply> owed,
        Map<String, Possible> actions,
        JsonNode data,
        List<Finding> findings,
        List<Letter> deadLetters,
        List<TimelineEntry> timeline,
        boolean timelineComplete) {

    /** Whether an action would be taken, and why not. */
    record Possible(boolean possible, @Nullable String why) {}

    /** Something that could not be, kept as it was. */
    record Finding(Instant at, String finding, String state, String input) {}

    /** An open dead letter of the saga. */
    record Letter(
            UUID id, String topic, String type, @Nullable String reason, Instant receivedAt) {}
}
