package checkout.orchestrator.operator;

import checkout.orchestrator.operator.SagaDetail.Finding;
import checkout.orchestrator.operator.SagaDetail.Letter;
import checkout.orchestrator.timeline.PendingReply;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepAction;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in sentences which hop did not happen, who owes it, and what can be done. */
final class SagaDiagnosis {
    private final List<String> sentences = new ArrayList<>();

    private SagaDiagnosis() {}

    static List<String> of(SagaState state, List<PendingReply> owed, List<Letter> letters, List<Finding> findings) {
        SagaDiagnosis diagnosis = new SagaDiagnosis();
        if (state.parked() != null && !state.phase().ended()) {
            diagnosis.sentences.add("%s; it goes on when that version is deployed again.".formatted(state.parked()));
        }
        state.current().forEach(step -> diagnosis.step(step, owed));
        if (!letters.isEmpty()) {
            diagnosis.sentences.add(
                    "Open dead letters: %d, the latest because %s; redrive them once the cause is mended, or discard them."
                            .formatted(letters.size(), letters.get(0).reason()));
        }
        if (!findings.isEmpty()) {
            diagnosis.sentences.add("Findings that were kept: %d, the latest: %s."
                    .formatted(findings.size(), findings.get(0).finding()));
        }
        return diagnosis.sentences;
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
                    case SENT, UNDO_SENT -> "%s was asked for (%s)%s.".formatted(what, attempt, waitsFor(pendingReply));
                    case BACKING_OFF, UNDO_BACKING_OFF ->
                        "%s will be tried again after %s: %s.".formatted(what, attempt, step.lastError());
                    default ->
                        "%s is stuck after %s: %s%s. A retry asks again."
                                .formatted(what, attempt, step.lastError(), waitsFor(pendingReply));
                });
    }

    private static String waitsFor(@Nullable PendingReply pendingReply) {
        if (pendingReply == null) {
            return "";
        }
        return "; %s was last asked with %s%s"
                .formatted(
                        pendingReply.participant(),
                        pendingReply.command(),
                        pendingReply.askedAt() == null ? "" : " at " + pendingReply.askedAt());
    }
}
