package checkout.saga.runtime.drive;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaOutcome;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a saga that an operator ends by hand leaves as it is, and what may take effect later all the same. */
public final class ResolveConsequences {
    private ResolveConsequences() {}

    public static List<String> of(SagaState before, SagaOutcome outcome) {
        List<String> sentences = new ArrayList<>();
        for (StepState step : before.steps()) {
            if (!step.step().equals(Saga.START)) {
                String sentence = of(step, outcome);
                if (sentence != null) {
                    sentences.add(sentence);
                }
            }
        }
        return sentences;
    }

    private static @Nullable String of(StepState step, SagaOutcome outcome) {
        String name = "'%s'".formatted(step.step());
        return switch (step.status()) {
            case SENT, BACKING_OFF, STUCK ->
                name + " may have taken effect, or may still take effect" + undone(outcome);
            case UNDO_SENT, UNDO_BACKING_OFF, UNDO_STUCK ->
                "the undo of " + name + " may not have taken effect, or may still take effect.";
            case DONE -> outcome == SagaOutcome.COMPENSATED ? name + " was done and is not undone." : null;
            case UNDONE -> outcome == SagaOutcome.COMPLETED ? name + " is undone and is not done again." : null;
            case REFUSED -> outcome == SagaOutcome.COMPLETED ? name + " was refused and is not done." : null;
        };
    }

    private static String undone(SagaOutcome outcome) {
        return outcome == SagaOutcome.COMPENSATED ? "; nothing undoes it." : ".";
    }
}
