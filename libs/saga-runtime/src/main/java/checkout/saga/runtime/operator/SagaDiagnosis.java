package checkout.saga.runtime.operator;

import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.SagaState.Resolution;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.operator.SagaDetail.Finding;
import checkout.saga.runtime.operator.SagaDetail.Letter;
import checkout.saga.runtime.store.UnreadableSaga;
import checkout.saga.runtime.timeline.PendingReply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in sentences what the saga waits for, from whom, and what can be done. */
final class SagaDiagnosis {
    private static final String CANNOT_GO_ON =
            "The saga cannot go on: %s. Its replies are kept; repair the row, and it goes on within a minute; or resolve it with the outcome that is right.";

    private static final String DAMAGED =
            "The saga cannot go on and nobody can act on it: %s. Repair the row, or restore it from a backup.";

    private final List<String> sentences = new ArrayList<>();

    private SagaDiagnosis() {}

    static List<String> of(
            SagaState state,
            SagaSummary summary,
            List<PendingReply> owed,
            List<Letter> letters,
            List<Finding> findings) {
        SagaDiagnosis diagnosis = new SagaDiagnosis();
        if (summary.notDeployed() != null) {
            diagnosis.sentences.add(
                    "%s; the saga goes on when that version is deployed again.".formatted(summary.notDeployed()));
        } else if (state.parked() != null && !state.phase().ended()) {
            diagnosis.sentences.add(
                    "The saga is parked: %s. It is tried again from time to time and goes on as soon as that works; resolve ends it by hand."
                            .formatted(state.parked()));
        }
        state.current().forEach(step -> diagnosis.step(step, owed));
        diagnosis.resolution(state.resolution());
        diagnosis.problems(letters, findings);
        return diagnosis.sentences;
    }

    static List<String> ofUnreadable(UnreadableSaga saga, List<Letter> letters, List<Finding> findings) {
        SagaDiagnosis diagnosis = new SagaDiagnosis();
        String open = saga.damaged() ? DAMAGED : CANNOT_GO_ON;
        diagnosis.sentences.add((saga.phase().ended()
                        ? "The saga has ended, and %s. Only what is in plain columns and its messages are shown."
                        : open)
                .formatted(saga.reason()));
        diagnosis.problems(letters, findings);
        return diagnosis.sentences;
    }

    private void resolution(@Nullable Resolution resolution) {
        if (resolution != null && resolution.outcome() != null) {
            sentences.add(
                    "%s resolved it as %s; %s."
                            .formatted(
                                    resolution.who(),
                                    resolution.outcome(),
                                    resolution.hasBeenAcknowledged()
                                            ? "that is acknowledged"
                                            : "that is not acknowledged yet. It may be resolved again if the outcome was refused"));
        }
    }

    private void problems(List<Letter> letters, List<Finding> findings) {
        if (!letters.isEmpty()) {
            sentences.add(
                    "Open dead letters: %d, the latest because %s; redrive them once the cause is fixed, or discard them."
                            .formatted(letters.size(), letters.getFirst().reason()));
        }
        if (!findings.isEmpty()) {
            sentences.add("Recorded anomalies: %d, the latest: %s."
                    .formatted(findings.size(), findings.getFirst().finding()));
        }
    }

    private void step(StepState step, List<PendingReply> owed) {
        PendingReply pendingReply = owed.stream()
                .filter(each -> each.step().equals(step.step()))
                .findFirst()
                .orElse(null);
        String what = (step.status().action() == StepAction.UNDO ? "The undo of '" : "'") + step.step() + "'";
        String attempt = "attempt %d of %d".formatted(step.attempt(), step.maxAttempts());
        sentences.add(
                switch (step.status()) {
                    case SENT, UNDO_SENT -> "%s was requested (%s)%s.".formatted(what, attempt, waitsFor(pendingReply));
                    case BACKING_OFF, UNDO_BACKING_OFF ->
                        "%s will be retried after %s: %s.".formatted(what, attempt, step.lastError());
                    case STUCK, UNDO_STUCK ->
                        "%s is stuck after %s: %s%s. Retry sends the command again."
                                .formatted(what, attempt, step.lastError(), waitsFor(pendingReply));
                    case DONE, REFUSED, UNDONE ->
                        throw new IllegalStateException("Indicates a bug: %s waits for nothing".formatted(what));
                });
    }

    private static String waitsFor(@Nullable PendingReply pendingReply) {
        if (pendingReply == null) {
            return "";
        }
        return "; the last command to %s was %s%s"
                .formatted(
                        pendingReply.participant(),
                        pendingReply.command(),
                        pendingReply.askedAt() == null ? "" : " at " + pendingReply.askedAt());
    }
}
