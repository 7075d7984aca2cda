package checkout.saga.engine.definition;

import java.util.List;

/** A position in a saga's list: one step, or a named group of steps that run at the same time. */
public record StepGroup<D>(String name, List<Step<D>> steps) {

    public StepGroup {
        steps = List.copyOf(steps);
    }

    public boolean mustSucceed() {
        return steps.getFirst().mustSucceed();
    }

    public boolean pivot() {
        return steps.getFirst().pivot();
    }

    /** Whether nothing but a participant's answer may undo the saga once these steps were sent. */
    public boolean pointOfNoReturn() {
        return steps.getFirst().pointOfNoReturn();
    }

    /** Whether any of its steps has something to undo. */
    public boolean undoable() {
        return steps.stream().anyMatch(step -> step.undo() != null);
    }

    public boolean group() {
        return steps.size() > 1;
    }
}
