package checkout.saga.runtime.actrun;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.state.SagaPhase;
import checkout.saga.engine.state.SagaState;
import checkout.saga.engine.state.StepState;
import checkout.saga.runtime.drive.SentStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides from a saga's state whether what an act sent to it was answered. The state of a step that is undone does not say whether
 * it had answered before: its messages do.
 */
sealed interface Confirmation {
    /** Every command was answered. */
    record Confirmed(String how) implements Confirmation {}

    /** At least one was not answered yet. */
    record Waiting(String forWhat) implements Confirmation {}

    /** At least one was given up without an answer. */
    record Failed(String why) implements Confirmation {}

    /**
     * Looks at a saga.
     *
     * @param answers what the saga's steps have answered
     * @param told whether somebody is told of an outcome that an operator states of such a saga
     */
    static Confirmation of(List<SentStep> sent, SagaState now, StepAnswers answers, boolean told) {
        List<String> waiting = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        for (SentStep each : sent) {
            Confirmation one = each.step().equals(Saga.RESOLUTION) ? ofOutcome(now, told) : of(each, now, answers);
            switch (one) {
                case Failed failed -> {
                    return failed;
                }
                case Waiting(String forWhat) -> waiting.add(forWhat);
                case Confirmed(String how) -> answered.add(how);
            }
        }
        return waiting.isEmpty() ? new Confirmed(String.join("; ", answered)) : new Waiting(String.join("; ", waiting));
    }

    private static Confirmation ofOutcome(SagaState now, boolean told) {
        if (!told) {
            return new Confirmed("it is ended by hand; nobody has to be told");
        }
        return now.resolution() != null && now.resolution().hasBeenAcknowledged()
                ? new Confirmed("the owner of its business row has taken the outcome")
                : new Waiting("the owner of its business row has not taken the outcome");
    }

    private static Confirmation of(SentStep sent, SagaState now, StepAnswers answers) {
        StepState step = now.step(sent.step());
        String name = "'%s'".formatted(sent.step());
        if (now.phase() == SagaPhase.RESOLVED) {
            return new Failed("the saga was ended by hand before %s was answered".formatted(name));
        }
        if (step == null) {
            throw new IllegalStateException("Indicates a bug: %s was sent and has no state".formatted(name));
        }
        boolean undone = sent.action() != step.status().action();
        if (undone && !answers.contain(sent)) {
            return new Failed("%s was not answered, and the saga is being undone".formatted(name));
        }
        return switch (step.status()) {
            case SENT, BACKING_OFF -> new Waiting("%s is not answered".formatted(name));
            case STUCK -> new Failed("%s is stuck again: %s".formatted(name, step.lastError()));
            case DONE -> new Confirmed("%s was done".formatted(name));
            case REFUSED -> new Confirmed("%s was refused: %s".formatted(name, step.lastError()));
            case UNDO_SENT, UNDO_BACKING_OFF ->
                undone
                        ? new Confirmed("%s was answered, and is being undone".formatted(name))
                        : new Waiting("the undo of %s is not answered".formatted(name));
            case UNDO_STUCK -> new Failed("the undo of %s is stuck: %s".formatted(name, step.lastError()));
            case UNDONE -> new Confirmed("%s is undone".formatted(name));
        };
    }
}
