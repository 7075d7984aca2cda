package checkout.saga.runtime.operator;

import checkout.saga.engine.definition.AbortCause;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.action.PlannedCommand;
import checkout.saga.runtime.hop.CommandDiagnosis;
import checkout.saga.runtime.hop.Hop;
import checkout.saga.runtime.hop.SagaHops;
import checkout.saga.runtime.timeline.PendingReply;
import checkout.saga.runtime.timeline.TimelineEntry;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything about one saga.
 *
 * @param diagnosis why it does not advance, in sentences
 * @param owed the commands that have no reply yet
 * @param data null if it cannot be read, as the diagnosis then says
 * @param actions what an operator may request now, and if not, why
 * @param timelineRemoved what of the timeline is not kept any more; null if nothing is missing
 * @param hops how far each unanswered command has come, and who owns the next hop
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
        @Nullable JsonNode data,
        List<Finding> findings,
        List<Letter> deadLetters,
        List<TimelineEntry> timeline,
        boolean timelineComplete,
        @Nullable String timelineRemoved,
        List<Hop> hops) {

    /** The same with what was found out about the way of its unanswered commands. */
    SagaDetail with(List<CommandDiagnosis> found) {
        List<String> sentences = new ArrayList<>(diagnosis);
        found.forEach(each -> sentences.add(each.sentence()));
        return new SagaDetail(
                saga,
                definition,
                pastPivot,
                steps,
                abort,
                resolution,
                sentences,
                owed,
                actions,
                data,
                findings,
                deadLetters,
                timeline,
                timelineComplete,
                timelineRemoved,
                SagaHops.hops(found));
    }

    /**
     * Whether a request would be accepted, and if not, why.
     *
     * @param outcomes the outcomes that an operator may state; null for actions that state none
     * @param sends what would be sent; null if it is not possible
     * @param possibleWithForce whether it is not possible as it is, but would be accepted with force
     */
    record Possible(
            boolean possible,
            @Nullable String why,
            @Nullable List<String> outcomes,
            @Nullable List<PlannedCommand> sends,
            boolean possibleWithForce) {
        Possible stating(List<String> words, boolean withForce) {
            return new Possible(possible, why, words, sends, withForce);
        }
    }

    /**
     * An anomaly: an input that no rule foresees, with the state of the saga at that time.
     *
     * @param kind IMPOSSIBLE, LATE for an answer after an operator had ended the saga, REFUSED for an outcome that was
     *     refused, or PARKED
     */
    record Finding(Instant at, String finding, String state, String input, String kind) {}

    /** An open dead letter of the saga. */
    record Letter(
            UUID id,
            String topic,
            String type,
            @Nullable String reason,
            Instant receivedAt,
            @Nullable String step,
            @Nullable String action,
            @Nullable Integer attempt) {}
}
