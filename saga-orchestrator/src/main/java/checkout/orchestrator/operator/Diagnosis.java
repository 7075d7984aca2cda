package checkout.orchestrator.operator;

import checkout.orchestrator.operator.SagaDetail.Finding;
import checkout.orchestrator.operator.SagaDetail.Letter;
import checkout.orchestrator.timeline.Debt;
import checkout.saga.engine.state.Action;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in sentences which hop did not happen, who owes it, and what can be done. */
final class Diagnosis {
    private final List<String> sentences = new ArrayList<>();

    private Diagnosis() {}

    static List<String> of(SagaState state, List<Debt> owed, List<Letter> letters, List<Finding> findings) {
        Diagnosis diagnosis = new Diagnosis();
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

    private void step(StepState step, List<Debt> owed) {
        Debt debt = owed.stream()
                .filter(each -> each.step().equals(step.step()))
                .findFirst()
                .orElse(null);
        String what = (step.status().action() == Action.UNDO ? "The undo of '" : "'") + step.step() + "'";
        String attempt = "attempt %d of %d".formatted(step.attempt(), step.of());
        sentences.add(
                switch (step.status()) {
                    case SENT, UNDO_SENT -> "%s was asked for (%s)%s.".formatted(what, attempt, waitsFor(debt));
                    case BACKING_OFF, UNDO_BACKING_OFF ->
                        "%s will be tried again after %s: %s.".formatted(what, attempt, step.lastError());
                    default ->
                        "%s is stuck after %s: %s%s. A retry asks again."
                                .formatted(what, attempt, step.lastError(), waitsFor(debt));
                });
    }

    private static String waitsFor(@Nullable Debt debt) {
        if (debt == null) {
            return "";
        }
        return "; %s was last asked with %s%s"
                .formatted(debt.participant(), debt.command(), debt.askedAt() == null ? "" : " at " + debt.askedAt());
    }
}
